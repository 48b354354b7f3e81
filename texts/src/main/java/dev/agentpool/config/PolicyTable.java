package dev.agentpool.config;

import dev.agentpool.policy.Policy;
import dev.agentpool.policy.Rule;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/**
 * {@code [[policy.rule]]} of the user's {@code config.toml}: what answers agents' questions for
 * permission. A project's file cannot say this.
 */
public final class PolicyTable {
  /** The table's name; {@link PoolFiles} lets it pass. */
  static final String TABLE = "policy";

  private static final List<String> KEYS =
      List.of("tool", "command", "path", "provider", "decide", "until");

  private PolicyTable() {}

  /** The rules as the file says them at each question; it is read again when it has changed. */
  public static Supplier<Policy> of(Home home) {
    return new Stamped<>(home.config(), () -> read(home))::get;
  }

  /** Throws {@link ConfigException} with every problem found. */
  public static Policy read(Home home) {
    TomlFile file = new TomlFile(home.config());
    Policy policy = of(file);
    file.throwProblems();
    return policy;
  }

  /** What {@code [policy]} of a file says; a wrong one is that file's problem. */
  static Policy of(TomlFile file) {
    TomlTable table =
        file.value(
            file.root(), TABLE, TomlTable.class, "a table with rules, as in [[policy.rule]]");
    if (table == null) {
      return Policy.NONE;
    }
    file.allowOnly(table, " in [policy]", List.of("rule"));
    TomlArray described =
        file.value(table, "rule", TomlArray.class, "a list of tables, as in [[policy.rule]]");
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; described != null && i < described.size(); i++) {
      if (described.get(i) instanceof TomlTable rule) {
        Rule read = rule(file, rule);
        if (read != null) {
          rules.add(read);
        }
      } else {
        file.problem(described.inputPositionOf(i), "a rule is a table, as in [[policy.rule]]");
      }
    }
    return new Policy(rules);
  }

  private static @Nullable Rule rule(TomlFile file, TomlTable table) {
    file.allowOnly(table, " in [[policy.rule]]", KEYS);
    String tool = file.value(table, "tool", String.class, "a text, such as \"Bash\"");
    String command = file.value(table, "command", String.class, "a text, such as \"git *\"");
    String path = file.value(table, "path", String.class, "an absolute path, \"*\" for any part");
    String provider = file.value(table, "provider", String.class, "the name of a provider");
    String decide = file.value(table, "decide", String.class, "\"allow\", \"deny\" or \"ask\"");
    OffsetDateTime until =
        file.value(
            table, "until", OffsetDateTime.class, "a time with its zone: 2026-12-31T12:00:00Z");
    Rule.Decision decision = decision(decide);
    if (decision == null) {
      file.problem(
          decide == null
              ? table.inputPositionOf(List.of(table.keySet().stream().findFirst().orElse("decide")))
              : table.inputPositionOf(List.of("decide")),
          "a rule of [policy] needs decide = \"allow\", \"deny\" or \"ask\""
              + (decide == null ? "" : ", not \"" + decide + "\""));
      return null;
    }
    if (path != null && !path.startsWith("/") && !path.startsWith("*") && !path.startsWith("~/")) {
      file.problem(
          table.inputPositionOf(List.of("path")),
          "path must be absolute, as in \"/home/me/project/*\" or \"~/project/*\", not \""
              + path
              + "\"");
      return null;
    }
    if (decision == Rule.Decision.ALLOW && tool == null && command == null && path == null) {
      file.problem(
          table.inputPositionOf(List.of("decide")),
          "a rule that allows names a tool, a command or a path: for everything there is access ="
              + " \"full\"");
      return null;
    }
    return new Rule(
        tool, command, atHome(path), provider, decision, until == null ? null : until.toInstant());
  }

  private static @Nullable String atHome(@Nullable String path) {
    return path != null && path.startsWith("~/")
        ? System.getProperty("user.home") + path.substring(1)
        : path;
  }

  private static Rule.@Nullable Decision decision(@Nullable String written) {
    for (Rule.Decision decision : Rule.Decision.values()) {
      if (decision.wireName().equals(written)) {
        return decision;
      }
    }
    return null;
  }
}
