"""What a station does every week and every month: go to the people, and collect what they say."""
