"""Who hears of alerts: SNS subscriptions of the alert topic, each with a filter policy over the message attributes."""
