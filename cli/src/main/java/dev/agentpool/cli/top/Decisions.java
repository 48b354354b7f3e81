package dev.agentpool.cli.top;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Text;
import java.util.function.Consumer;

/**
 * What keys decide about a line. Each asks once, at the foot of the screen, and is done when that
 * line is ended: what was pressed by mistake does nothing. For one thread.
 *
 * @param asks shows what is asked
 */
record Decisions(View view, Acts acts, Consumer<Prompt> asks) {
  /** Those of them that are about what an agent does. */
  static final String KEYS = "aycnr";

  private static final int CALLED = 30;

  void key(int key, Row row) {
    switch (key) {
      case 'a' -> answer(row);
      case 'y' -> yes(row);
      case 'n' -> no(row);
      case 'c' -> cancel(row);
      case 'r' -> retry(row);
      default -> {}
    }
  }

  private void answer(Row row) {
    if (row.kind() == Row.Kind.QUESTION) {
      words("answer" + options(row) + ":", row, line -> acts.answer(row.id(), line));
    } else {
      view.tell("a answers a question, or sits at a running task's terminal; enter looks at this");
    }
  }

  private void yes(Row row) {
    if (row.kind() == Row.Kind.REVIEW) {
      confirm("approve " + named(row), row, () -> acts.approve(row.id()));
    } else if (row.kind() != Row.Kind.QUESTION) {
      view.tell("y is for questions and for what waits for review");
    } else if (options(row).isEmpty()) {
      confirm("yes to " + called(row.told()), row, () -> acts.answer(row.id(), "yes"));
    } else {
      view.tell("it asks which one: a answers" + options(row));
    }
  }

  private void no(Row row) {
    if (row.kind() == Row.Kind.REVIEW) {
      words("send back; what is to change:", row, said -> acts.reject(row.id(), said));
    } else if (row.kind() == Row.Kind.QUESTION) {
      String label = "no, because (enter: just no):";
      asks.accept(new Prompt(label, why -> does(row, () -> acts.refuse(row.id(), why))));
    } else {
      view.tell("n is for questions and for what waits for review");
    }
  }

  private void cancel(Row row) {
    String task = row.task();
    if (task.isEmpty() || row.kind() == Row.Kind.FAILED || row.kind() == Row.Kind.DONE) {
      view.tell("c cancels a task that has not ended");
    } else {
      confirm("cancel " + named(row), row, () -> acts.cancel(task));
    }
  }

  private void retry(Row row) {
    if (row.kind() == Row.Kind.FAILED || row.kind() == Row.Kind.DONE) {
      confirm("hand in again " + named(row), row, () -> acts.retry(row.id()));
    } else {
      view.tell("r hands in again what has ended");
    }
  }

  private void confirm(String what, Row row, Runnable act) {
    asks.accept(
        new Prompt(
            what + "? y does it:",
            said -> {
              if (said.equalsIgnoreCase("y") || said.equalsIgnoreCase("yes")) {
                does(row, act);
              } else {
                view.tell("nothing was done");
              }
            }));
  }

  private void words(String label, Row row, Consumer<String> then) {
    asks.accept(
        new Prompt(
            label,
            line -> {
              if (line.isEmpty()) {
                view.tell("nothing was said, so nothing was done");
              } else {
                does(row, () -> then.accept(line));
              }
            }));
  }

  private void does(Row row, Runnable act) {
    view.acted(row);
    act.run();
  }

  /** The task of a line: its id and what it is called. */
  private static String named(Row row) {
    Json task = row.kind() == Row.Kind.QUESTION ? row.told().get("asker") : row.told();
    String title = called(task);
    return row.task() + (title.isEmpty() ? "" : ", " + title);
  }

  private static String called(Json told) {
    return Text.oneLine(Rows.title(told), CALLED);
  }

  private static String options(Row question) {
    StringBuilder options = new StringBuilder();
    int number = 0;
    for (Json option : question.told().get("options").items()) {
      options.append("  ").append(++number).append(' ').append(option.textOrNull());
    }
    return Columns.clean(options.toString());
  }
}
