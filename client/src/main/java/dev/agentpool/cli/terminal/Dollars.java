package dev.agentpool.cli.terminal;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** An amount of US dollars as a person types it; how much is allowed the daemon says. */
public final class Dollars {
  private static final Pattern TYPED =
      Pattern.compile(
          "\\$?([+-]?[0-9]{1,40}(?:\\.[0-9]{0,40})?|\\.[0-9]{1,40})([eE][+-]?[0-9]{1,4})?");

  private Dollars() {}

  /** Throws {@link IllegalArgumentException} with words for people. */
  public static BigDecimal typed(String text) {
    if (!TYPED.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not an amount of US dollars: write it like 0.5 or 10");
    }
    return new BigDecimal(text.startsWith("$") ? text.substring(1) : text);
  }
}
