package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Builds the path of a request. */
final class Query {
  private static final String HEX = "0123456789ABCDEF";
  private final StringBuilder path;
  private char separator = '?';

  Query(String path) {
    this.path = new StringBuilder(path);
  }

  /** The path of a task, with something after it such as {@code /cancel}. */
  static String task(String id, String rest) {
    return "/v1/tasks/" + checkedId(id) + rest;
  }

  static String checkedId(String id) {
    boolean fine = !id.isEmpty() && id.length() <= 100;
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      fine &= isPlain(c) && c != '.';
    }
    if (!fine) {
      throw CliException.usage("not a task id: \"" + id + "\"; agentpool tasks lists the ids");
    }
    return id;
  }

  Query with(String name, @Nullable Object value) {
    if (value == null) {
      return this;
    }
    path.append(separator).append(name).append('=');
    separator = '&';
    for (byte b : value.toString().getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (isPlain(c)) {
        path.append(c);
      } else {
        path.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return this;
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.';
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
