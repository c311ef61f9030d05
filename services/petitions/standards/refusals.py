"""Why weights are not published."""

from services.kernel import Invalid


class WeightsAreNotOne(Invalid):
    """三项权重之和须为一千分。

    The three weights are a thousand together.
    """


class NoSuchScheme(Invalid):
    """没有这项权重方案。

    The only scheme of weights is `three-rates`.
    """


class WeightsNeedReason(Invalid):
    """再次公布须说明理由。

    Another edition says why.
    """
