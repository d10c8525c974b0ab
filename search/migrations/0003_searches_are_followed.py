from collections import defaultdict

from django.conf import settings
from django.db import migrations

OFF, DAILY, WEEKLY = 'off', 'daily', 'weekly'


def follow(apps, schema_editor):
    """Who had mail about a saved search follows it, from the moment up to which they were told. One mail tells of everything: who
    had one of them daily has it daily."""
    digests = defaultdict(list)
    for digest in apps.get_model('search', 'SearchDigest').objects.exclude(rhythm=OFF).order_by('pk'):
        digests[digest.user_id].append(digest)
    follows = apps.get_model('lessons', 'Follow').objects
    for user_id, told in digests.items():
        for digest in told:
            begun, _made = follows.get_or_create(user_id=user_id, search_id=digest.search_id)
            follows.filter(pk=begun.pk).update(since=digest.told_until)
        apps.get_model('regions', 'User').objects.filter(pk=user_id).update(
            digest=DAILY if any(digest.rhythm == DAILY for digest in told) else WEEKLY,
            told_until=min(digest.told_until for digest in told),
        )


def subscribe(apps, schema_editor):
    """The way back."""
    digests = apps.get_model('search', 'SearchDigest').objects
    for begun in apps.get_model('lessons', 'Follow').objects.exclude(search=None).select_related('user'):
        told = max(begun.since, begun.user.told_until or begun.since)
        digests.create(user_id=begun.user_id, search_id=begun.search_id, rhythm=begun.user.digest, told_until=told)
        begun.delete()


class Migration(migrations.Migration):

    dependencies = [
        ('lessons', '0003_lessons_travel'),
        ('regions', '0004_plans_teams_support_statements_mail'),
        ('search', '0002_first_synonyms'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(follow, subscribe),
        migrations.DeleteModel(
            name='SearchDigest',
        ),
    ]
