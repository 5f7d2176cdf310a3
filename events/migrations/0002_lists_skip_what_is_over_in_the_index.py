from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0001_initial'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='eventpage',
            index=models.Index(fields=['starts_at', 'page_ptr', 'over_at'], name='eventpage_by_start_and_end'),
        ),
        migrations.RemoveIndex(
            model_name='eventpage',
            name='eventpage_by_start',
        ),
    ]
