package dev.agentpool.cli.host;

import dev.agentpool.cli.json.Json;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words as a shell and as TOML want them. */
public final class Quoted {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

  private Quoted() {}

  /** A command line that any POSIX shell takes apart into just these words. */
  public static String shell(List<String> words) {
    return words.stream().map(Quoted::shell).collect(Collectors.joining(" "));
  }

  private static String shell(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** A basic string of TOML: what JSON escapes, and how, TOML escapes too. */
  static String toml(String text) {
    return new Json(text).toString();
  }

  static String toml(List<String> texts) {
    return texts.stream().map(Quoted::toml).collect(Collectors.joining(", ", "[", "]"));
  }
}
