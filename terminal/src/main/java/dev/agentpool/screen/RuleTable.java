package dev.agentpool.screen;

import dev.agentpool.provider.cli.DataTable;
import dev.agentpool.provider.cli.ShippedData;
import dev.agentpool.session.ScreenState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads rules and layouts out of files of data; objects to what it does not understand. */
final class RuleTable {
  private static final int FLAGS =
      Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.MULTILINE;
  private static final Set<String> MEMBERS =
      Set.of(
          "name", "state", "region", "lines", "pattern", "unless", "block", "asked", "hard",
          "allow", "deny", "allows", "denies", "option", "startup");

  private RuleTable() {}

  /** Those that hold for every CLI that has nothing better. */
  static List<Rule> common() {
    DataTable table = ShippedData.beside(RuleTable.class).getOrDefault("common", EMPTY);
    List<Rule> rules = rules(table);
    ShippedData.complete(table);
    return rules;
  }

  private static final DataTable EMPTY = DataTable.of("nothing", Map.of());

  static List<Rule> rules(DataTable table) {
    return table.tables("rules").stream().flatMap(one -> rule(one).stream()).toList();
  }

  private static Optional<Rule> rule(DataTable one) {
    one.only(MEMBERS);
    Optional<ScreenState> state =
        Arrays.stream(ScreenState.values())
            .filter(known -> known.wireName().equals(one.text("state")))
            .findFirst();
    String where = one.text("region");
    Optional<Region> region = Region.named(where.isEmpty() ? "tail" : where);
    Rule.Sign sign = sign(one);
    if (state.isEmpty() || region.isEmpty() || sign == null) {
      return one.wrong("state, region or pattern", "one that there is", Optional.empty());
    }
    return Optional.of(
        new Rule(
            one.text("name"),
            state.get(),
            region.get(),
            one.number("lines", 1),
            sign,
            pattern(one, "unless"),
            one.flag("hard", false),
            answers(one)));
  }

  private static Rule.@Nullable Sign sign(DataTable one) {
    if (one.flag("block", false)) {
      return new Rule.Sign.Block();
    }
    if (one.flag("asked", false)) {
      return new Rule.Sign.Asked();
    }
    Pattern pattern = pattern(one, "pattern");
    return pattern == null ? null : new Rule.Sign.Text(pattern);
  }

  private static Rule.Answers answers(DataTable one) {
    return new Rule.Answers(
        one.texts("allow"),
        one.texts("deny"),
        pattern(one, "allows"),
        pattern(one, "denies"),
        pattern(one, "option"),
        one.flag("startup", false));
  }

  static Layout layout(DataTable table) {
    table.only(Set.of("box", "input", "echo", "said", "tool", "asides"));
    return new Layout(
        pattern(table, "box"),
        pattern(table, "input"),
        pattern(table, "echo"),
        pattern(table, "said"),
        pattern(table, "tool"),
        table.texts("asides").stream().map(text -> Pattern.compile(text, FLAGS)).toList());
  }

  private static @Nullable Pattern pattern(DataTable table, String name) {
    String text = table.text(name);
    try {
      return text.isEmpty() ? null : Pattern.compile(text, FLAGS);
    } catch (PatternSyntaxException wrong) {
      table.wrong(name, "a regular expression: " + wrong.getDescription(), "");
      return null;
    }
  }
}
