package dev.agentpool.policy;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One rule. Its patterns mean the whole of what they look at; {@code *} stands for any characters,
 * {@code ?} for one. What it does not name it does not look at.
 *
 * @param tool pattern of the tool's name; null for any
 * @param command pattern of the command that the tool runs; null for any use
 * @param path pattern of an absolute path; null for any use
 * @param provider pattern of the provider's name; null for any
 * @param until when it stops to hold; null for never
 */
public record Rule(
    @Nullable String tool,
    @Nullable String command,
    @Nullable String path,
    @Nullable String provider,
    Decision decision,
    @Nullable Instant until) {
  /** By these a shell runs more than the command that stands first. */
  private static final String SHELL = ";&|`$()<>\n\r{}\\";

  /** What a rule decides; the lower-case name is how it is written. */
  public enum Decision {
    ALLOW,
    DENY,
    /** A person decides, or whatever stands for one while nobody is there. */
    ASK;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether this rule decides over the use at this time. */
  boolean decides(Use use, Instant now) {
    return (until == null || now.isBefore(until))
        && fits(tool, use.tool())
        && fits(provider, use.provider())
        && fitsCommand(use)
        && fitsPaths(use);
  }

  private static boolean fits(@Nullable String pattern, String text) {
    return pattern == null || glob(pattern).matcher(text).matches();
  }

  /**
   * A word is given for one command: one that hides another behind it is not meant by an allowing
   * rule, unless the rule has the same signs itself; a denying one means each part.
   */
  private boolean fitsCommand(Use use) {
    String pattern = command;
    String said = use.command();
    if (pattern == null) {
      return true;
    }
    if (said == null) {
      return false;
    }
    Pattern wanted = glob(pattern);
    if (decision != Decision.DENY) {
      return wanted.matcher(said.strip()).matches()
          && said.strip().chars().allMatch(c -> SHELL.indexOf(c) < 0 || pattern.indexOf(c) >= 0);
    }
    return wanted.matcher(said.strip()).matches()
        || parts(said).stream().anyMatch(part -> wanted.matcher(part).matches());
  }

  private static List<String> parts(String command) {
    return List.of(command.split("[;&|`\n\r(){}]+|\\$\\(")).stream().map(String::strip).toList();
  }

  private boolean fitsPaths(Use use) {
    if (path == null) {
      return true;
    }
    if (use.paths().isEmpty()) {
      return false;
    }
    Pattern wanted = glob(path);
    return decision == Decision.DENY
        ? use.paths().stream().anyMatch(file -> wanted.matcher(file.toString()).matches())
        : use.paths().stream().allMatch(file -> wanted.matcher(file.toString()).matches());
  }

  private static Pattern glob(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (char c : pattern.toCharArray()) {
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  /** For people: as it is written. */
  public String shown() {
    StringBuilder shown = new StringBuilder(decision.wireName());
    append(shown, "tool", tool);
    append(shown, "command", command);
    append(shown, "path", path);
    append(shown, "provider", provider);
    if (until != null) {
      shown.append(" until ").append(until);
    }
    return shown.toString();
  }

  private static void append(StringBuilder shown, String name, @Nullable String pattern) {
    if (pattern != null) {
      shown.append(' ').append(name).append(" \"").append(pattern).append('"');
    }
  }
}
