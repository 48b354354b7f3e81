package dev.agentpool.task;

import java.util.Locale;

/** Who says what an attempt has cost. The lower-case name is the wire name. */
public enum CostSource {
  /** Nobody was to be paid: no model was asked. */
  NONE,
  /** The agent's CLI told dollars. */
  CLI,
  /** Tokens, and a table of prices. */
  PRICES,
  /** Nobody: the tokens, their price or both are not known. */
  UNKNOWN;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Throws {@link IllegalArgumentException} for a name that is none. */
  public static CostSource ofWireName(String name) {
    for (CostSource source : values()) {
      if (source.wireName().equals(name)) {
        return source;
      }
    }
    throw new IllegalArgumentException("unknown source of a cost: " + name);
  }

  /** Of two parts of one attempt: what is told together is as sure as the less sure. */
  CostSource and(CostSource other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
