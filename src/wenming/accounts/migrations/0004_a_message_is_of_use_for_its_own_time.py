from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_people_are_told_what_concerns_them'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='of_use_until',
            field=models.DateTimeField(default=timezone.now),
            preserve_default=False,
        ),
        migrations.RemoveField(
            model_name='message',
            name='written_at',
        ),
    ]
