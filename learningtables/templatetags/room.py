from django import template

register = template.Library()


@register.filter
def as_clock(seconds: int) -> str:
    """Minutes and seconds; what is over as well."""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{minutes}:{rest:02}"
