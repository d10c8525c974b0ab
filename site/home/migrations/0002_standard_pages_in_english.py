import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('home', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='standardpage',
            name='body_en',
            field=wagtail.fields.RichTextField(blank=True, help_text='Without it, whoever reads the site in English gets the Dutch text.', verbose_name='text in English'),
        ),
        migrations.AddField(
            model_name='standardpage',
            name='title_en',
            field=models.CharField(blank=True, default='', max_length=255, verbose_name='title in English'),
            preserve_default=False,
        ),
    ]
