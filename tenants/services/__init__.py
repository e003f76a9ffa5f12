"""What can be done about tenants: sign them up, by letters too, and remember what they said."""
