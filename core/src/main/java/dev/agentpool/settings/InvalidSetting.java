package dev.agentpool.settings;

/** A setting that cannot be: an unknown key, a value of the wrong type or out of range. */
public final class InvalidSetting extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private final String key;

  public InvalidSetting(String key, String message, Throwable cause) {
    super(message, cause);
    this.key = key;
  }

  public InvalidSetting(String key, String message) {
    super(message);
    this.key = key;
  }

  /** The dotted name as it was written, for finding its line. */
  public String key() {
    return key;
  }

  static String shown(Object plain) {
    String text = plain instanceof String ? "\"" + plain + "\"" : String.valueOf(plain);
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }
}
