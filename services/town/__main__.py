"""`python -m services.town`: the command `yizhan`, where it is not installed as one."""

from services.town.command_line import app

app()
