"""A service says when it began, and which activity its hours became."""

from datetime import time

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0004_a_month_plan_says_what_is_not_announced"),
        ("needs", "0004_needs_order_services_from_the_menu"),
    ]

    operations = [
        migrations.AddField(
            model_name="service",
            name="began",
            field=models.TimeField(default=time(9), verbose_name="几点开始"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="service",
            name="activity",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="service",
                to="activities.activity",
            ),
        ),
    ]
