package dev.agentpool.screen;

import dev.agentpool.provider.cli.DataTable;
import dev.agentpool.session.ScreenState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says what a screen shows, by rules that are data: those of the CLI first, then the common ones;
 * of all of them the first that holds. It remembers nothing, so a line that was taken for an error
 * once is none any more when it is gone. Pure.
 */
public final class Classifier {
  private final Layout layout;
  private final List<Rule> rules;

  private Classifier(Layout layout, List<Rule> rules) {
    this.layout = layout;
    this.rules = rules;
  }

  /**
   * @param table the members {@code layout}, {@code rules} and {@code common} of a CLI's file; what
   *     is wrong with them is objected to in it
   */
  public static Classifier of(DataTable table) {
    List<Rule> rules = new ArrayList<>(RuleTable.rules(table));
    if (table.flag("common", true)) {
      rules.addAll(RuleTable.common());
    }
    return new Classifier(RuleTable.layout(table.table("layout")), List.copyOf(rules));
  }

  /** What the member names are that {@link #of} reads. */
  public static List<String> members() {
    return List.of("layout", "rules", "common");
  }

  public Reading read(String text, String title) {
    return read(text, title, "");
  }

  /**
   * @param asked the last line of the prompt, which may be shown again and is nobody's answer;
   *     empty when it is not known
   */
  public Reading read(String text, String title, String asked) {
    View view = View.of(text, title, asked, layout);
    String result = result(view).orElse(null);
    for (Rule rule : rules) {
      Optional<String> line = holds(rule, view, result);
      if (line.isPresent()) {
        return reading(view, rule, line.get(), result);
      }
    }
    return reading(view, null, "", result);
  }

  private Optional<String> result(View view) {
    Optional<String> newest = Optional.empty();
    for (List<String> piece : view.words()) {
      Optional<String> found = ResultBlock.newest(piece);
      newest = found.isPresent() ? found : newest;
    }
    return newest;
  }

  private static Optional<String> holds(Rule rule, View view, @Nullable String result) {
    return switch (rule.looksFor()) {
      case Rule.Sign.Block() -> Optional.ofNullable(result).map(_ -> ResultBlock.END);
      case Rule.Sign.Asked() ->
          view.words().isEmpty() ? Optional.empty() : Asking.in(view.words().getLast());
      case Rule.Sign.Text(Pattern pattern) ->
          Optional.ofNullable(view.text(rule.region(), rule.lines()))
              .filter(text -> rule.unless() == null || !rule.unless().matcher(text).find())
              .flatMap(text -> line(pattern, text));
    };
  }

  private static Optional<String> line(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      return Optional.empty();
    }
    int start = text.lastIndexOf('\n', Math.max(0, found.start() - 1)) + 1;
    int end = text.indexOf('\n', Math.max(found.start(), start));
    return Optional.of(
        text.substring(Math.min(start, found.start()), end < 0 ? text.length() : end).strip());
  }

  private Reading reading(View view, @Nullable Rule rule, String line, @Nullable String result) {
    ScreenState state = rule == null ? ScreenState.UNKNOWN : rule.state();
    Reading.Offer offer = null;
    String question = null;
    if (rule != null && state.waits()) {
      boolean inWords = rule.looksFor() instanceof Rule.Sign.Asked;
      Menu menu = Menu.of(view.lines().subList(0, view.body()), rule.answers().option());
      boolean noChoices = menu.choices().isEmpty() && line.contains("?");
      question = inWords || noChoices || menu.asked().isEmpty() ? line : menu.asked();
      offer = inWords ? null : offer(menu, rule.answers());
    }
    List<String> said = new ArrayList<>();
    view.words().forEach(piece -> said.add(ResultBlock.plain(piece)));
    return new Reading(
        state,
        rule == null ? "" : rule.name(),
        line,
        rule != null && rule.hard(),
        offer,
        question,
        result,
        String.valueOf(view.text(Region.REPLY, 0)),
        String.join("\n", said),
        view.input() == null ? null : String.join("\n", view.input()),
        StartupWarnings.in(String.join("\n", view.lines())));
  }

  private static Reading.Offer offer(Menu menu, Rule.Answers answers) {
    return new Reading.Offer(
        menu.text(),
        menu.choices(),
        keys(menu, answers.allows(), answers.allow()),
        keys(menu, answers.denies(), answers.deny()),
        answers.startup());
  }

  private static List<String> keys(Menu menu, @Nullable Pattern named, List<String> otherwise) {
    Stream<Choice> fitting =
        menu.choices().stream()
            .filter(choice -> named != null && named.matcher(choice.label()).find());
    return fitting.findFirst().map(choice -> List.of(choice.key())).orElse(otherwise);
  }
}
