"""Chats: WhatsApp, Slack and text messages."""
