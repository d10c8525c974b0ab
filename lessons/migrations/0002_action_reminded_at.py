from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lessons', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='action',
            name='finished_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='done or dropped at'),
        ),
        migrations.AddField(
            model_name='action',
            name='reminded_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='reminded at'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'dropped'), _negated=True), models.Q(('result', ''), _negated=True), _connector='OR'), name='lessons_action_dropped_with_a_reason'),
        ),
    ]
