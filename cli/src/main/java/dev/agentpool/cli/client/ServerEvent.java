package dev.agentpool.cli.client;

/**
 * A server-sent event.
 *
 * @param id its number, or 0 without one
 * @param type its name
 * @param data its JSON text
 */
public record ServerEvent(long id, String type, String data) {}
