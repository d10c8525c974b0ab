from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Every form of the site, allauth's too, looks and reads the same."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
