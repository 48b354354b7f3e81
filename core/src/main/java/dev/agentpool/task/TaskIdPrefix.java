package dev.agentpool.task;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How the ids of some tasks begin: {@code task-} or {@code chain-} and 4 hexadecimal digits or
 * more, or those digits alone, which may then be of either.
 */
public record TaskIdPrefix(String value) {
  private static final Pattern FORM = Pattern.compile("((task|chain)-)?[0-9a-f]{4,40}");

  public TaskIdPrefix {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "no id begins with '" + value + "': give 4 hexadecimal digits or more of it");
    }
  }

  /** With what stands before the digits; the ids behind them are hexadecimal digits alone. */
  public List<String> whole() {
    return value.indexOf('-') > 0 ? List.of(value) : List.of("task-" + value, "chain-" + value);
  }

  public boolean fits(TaskId id) {
    return whole().stream().anyMatch(id.value()::startsWith);
  }
}
