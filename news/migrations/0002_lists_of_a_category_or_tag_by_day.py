import datetime

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def keep_the_day(apps, schema_editor):
    """Give each tag the day of its news item."""
    tags, news = apps.get_model('news', 'NewsPageTag').objects, apps.get_model('news', 'NewsPage').objects
    day = news.filter(pk=OuterRef('content_object')).values('published_on')
    tags.using(schema_editor.connection.alias).update(published_on=Subquery(day))


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0003_content_version'),
        ('news', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='newspagetag',
            name='published_on',
            field=models.DateField(default=datetime.date(2000, 1, 1), editable=False, verbose_name='published on'),
            preserve_default=False,
        ),
        migrations.RunPython(keep_the_day, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='newspage',
            index=models.Index(fields=['category', 'published_on', 'page_ptr'], name='newspage_of_category_by_day'),
        ),
        migrations.AddIndex(
            model_name='newspagetag',
            index=models.Index(fields=['tag', 'published_on', 'content_object'], name='newspagetag_by_day'),
        ),
    ]
