package dev.agentpool.pool;

import java.util.regex.Pattern;

/**
 * The identity of a pool: its name, a dash, and eight hexadecimal digits of its directory's hash,
 * so that two projects may both call their pool {@code main}.
 */
public record PoolId(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,80}");

  public PoolId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a pool id: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
