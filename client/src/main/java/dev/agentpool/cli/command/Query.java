package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Builds the path of a request. */
public final class Query {
  private static final String HEX = "0123456789ABCDEF";
  private final StringBuilder path;
  private char separator = '?';

  public Query(String path) {
    this.path = new StringBuilder(path);
  }

  /** The path of a task, with something after it such as {@code /cancel}. */
  public static String task(String id, String rest) {
    return "/v1/tasks/" + checkedId(id) + rest;
  }

  /** The path of a chain, with something after it such as {@code /result}. */
  public static String chain(String id, String rest) {
    return "/v1/chains/" + checked("chain id", id, "agentpool chain list") + rest;
  }

  /** The path of a question, with something after it such as {@code /answer}. */
  public static String question(String id, String rest) {
    return "/v1/questions/" + checked("question id", id, "agentpool inbox") + rest;
  }

  public static String checkedId(String id) {
    return checked("task id", id, "agentpool tasks");
  }

  /**
   * An id, which is letters, digits, {@code -} and {@code _}.
   *
   * @param what for people, such as {@code task id}
   * @param listing the command that lists them
   */
  public static String checked(String what, String id, String listing) {
    boolean fine = !id.isEmpty() && id.length() <= 100;
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      fine &= isPlain(c) && c != '.';
    }
    if (!fine) {
      throw new CliException( // as of an id that nothing has
          ExitCode.NOT_FOUND,
          what.replace(" id", "").replace(' ', '_') + "_not_found",
          what.replace(" id", "") + " not found: " + id + "; " + listing + " lists the ids");
    }
    return id;
  }

  public Query with(String name, @Nullable Object value) {
    if (value == null) {
      return this;
    }
    path.append(separator).append(name).append('=');
    separator = '&';
    encode(path, value.toString());
    return this;
  }

  /**
   * A name that anyone may have given as part of a path, behind what stands before it.
   *
   * @param what for people, such as {@code skill name}
   */
  public static String named(String before, String what, String name) {
    if (name.isBlank() || name.equals(".") || name.equals("..")) {
      throw CliException.usage("not a " + what + ": \"" + name + "\"");
    }
    StringBuilder path = new StringBuilder(before);
    encode(path, name);
    return path.toString();
  }

  /** The same for a name that may have slashes in it, which stay. */
  public static String slashed(String before, String what, String name) {
    StringBuilder path = new StringBuilder(before);
    String separator = "";
    for (String part : name.split("/", -1)) {
      path = new StringBuilder(named(path + separator, what, part));
      separator = "/";
    }
    return path.toString();
  }

  private static void encode(StringBuilder path, String text) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (isPlain(c)) {
        path.append(c);
      } else {
        path.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
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
