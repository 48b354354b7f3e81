package dev.agentpool.cli.client;

/**
 * A server-sent event.
 *
 * @param mark its id; empty without one
 * @param type its name
 * @param data its JSON text
 */
public record ServerEvent(String mark, String type, String data) {
  /** Its id as a number; 0 when it is none. */
  public long id() {
    try {
      return mark.isEmpty() ? 0 : Long.parseLong(mark);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
