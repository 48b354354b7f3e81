package dev.agentpool.cli.terminal;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What results are printed on.
 *
 * @param form how they are wanted
 * @param size of the terminal; asked for when something has to fit
 * @param data how data is written, with its end of line
 */
public record Sheet(Form form, Supplier<Size> size, Function<Object, String> data) {
  /** How results are wanted. */
  public enum Form {
    /** As a person reads them, within the terminal's columns. */
    USUAL,
    /** The same with all columns, nothing of them cut. */
    WIDE,
    /** As data. */
    JSON,
    /** As data. */
    YAML
  }

  /** As wide as most terminals are. */
  static final Sheet PLAIN = new Sheet(() -> Size.USUAL);

  /** Results as they usually are. */
  public Sheet(Supplier<Size> size) {
    this(Form.USUAL, size, json -> json + "\n");
  }

  /** The same in another form. */
  public Sheet as(Form other, Function<Object, String> written) {
    return new Sheet(other, size, written);
  }
}
