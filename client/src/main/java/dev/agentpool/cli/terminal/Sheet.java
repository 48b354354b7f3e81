package dev.agentpool.cli.terminal;

import java.util.function.Supplier;

/**
 * What results are printed on.
 *
 * @param form how they are wanted
 * @param size of the terminal; asked for when something has to fit
 */
public record Sheet(Form form, Supplier<Size> size) {
  /** How results are wanted. */
  public enum Form {
    /** As a person reads them, within the terminal's columns. */
    USUAL,
    /** The same with all columns, nothing of them cut. */
    WIDE,
    JSON,
    YAML
  }

  /** As wide as most terminals are. */
  static final Sheet PLAIN = new Sheet(Form.USUAL, () -> Size.USUAL);

  Sheet as(Form wanted) {
    return new Sheet(wanted, size);
  }
}
