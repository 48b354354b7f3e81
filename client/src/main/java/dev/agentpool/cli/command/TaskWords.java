package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Text;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a person types for a task's id: the id, its beginning (4 digits or more, with {@code task-}
 * or {@code chain-} before them or not), {@code @last} for the project's newest task, {@code @2}
 * for the one before that; or the id of a mail whose work it is. The daemon is asked only where it
 * is not the whole id.
 */
public final class TaskWords {
  private static final Pattern BEGINNING = Pattern.compile("(task-|chain-)?([0-9a-f]{1,15})");
  private static final Pattern NEWEST = Pattern.compile("@(last|[1-9][0-9]{0,6})");
  private static final Pattern MAIL =
      Pattern.compile("(?!(task|chain)-[0-9a-f]{16}$)[\\w.-]{1,200}");
  private static final int LEAST = 4;
  private static final int TITLE = 50;
  private static final int CANDIDATES = 6;
  private final Surroundings here;
  private final Command command;

  private TaskWords(Surroundings here, Command command) {
    this.here = here;
    this.command = command;
  }

  /** Puts whole ids into the arguments of a command that name tasks. */
  public static void resolve(Surroundings here, Command command, CommandSpec spec) {
    TaskWords words = new TaskWords(here, command);
    for (ArgSpec argument : spec.args()) {
      NamesTask names =
          argument.userObject() instanceof Field field
              ? field.getAnnotation(NamesTask.class)
              : null;
      if (names != null) {
        words.resolve(argument, names);
      }
    }
  }

  private void resolve(ArgSpec argument, NamesTask names) {
    Object value = argument.getValue();
    if (value instanceof String word) {
      argument.setValue(id(word, names));
    } else if (value instanceof List<?> all) {
      List<String> ids = new ArrayList<>();
      all.forEach(word -> ids.add(id(String.valueOf(word), names)));
      argument.setValue(ids);
    }
  }

  private String id(String word, NamesTask names) {
    Matcher newest = NEWEST.matcher(word);
    if (newest.matches()) {
      return newest(word, newest.group(1), names.chain());
    }
    if (word.startsWith("@")) {
      String why = ": @last, or @1, is the newest, @2 the one before it";
      throw notFound(names.chain(), word + " is none" + why);
    }
    Matcher beginning = BEGINNING.matcher(word);
    if (!beginning.matches()) {
      return ofMail(word, names);
    }
    boolean isBare = beginning.group(1) == null;
    if (beginning.group(2).length() < LEAST) {
      if (isBare) {
        String why = " is too short for the beginning of an id: give " + LEAST + " digits or more";
        throw notFound(names.chain(), word + why);
      }
      return ofMail(word, names);
    }
    return beginning(word, names.chain() && isBare ? "chain-" + word : word, names);
  }

  /** What nothing begins with stays as it is: whoever is asked for it says so. */
  private String beginning(String word, String start, NamesTask names) {
    List<Json> found = new ArrayList<>();
    for (Json task :
        here.daemon()
            .get(new Query("/v1/tasks").with("id", start).with("limit", CANDIDATES).toString())
            .get("items")
            .items()) {
      if (task.text("id").equals(word)) {
        return word;
      }
      found.add(task);
    }
    if (found.size() > 1) {
      throw ambiguous(word, found);
    }
    return found.isEmpty() ? ofMail(word, names) : found.getFirst().text("id");
  }

  /** The newest task of the project's mail of this id; where there is none, the word. */
  private String ofMail(String word, NamesTask names) {
    if (!names.mail() || !MAIL.matcher(word).matches()) {
      return word;
    }
    try {
      return here
          .daemon()
          .get(
              new Query(Query.named("/v1/mail/", "mail id", word))
                  .with("dir", project())
                  .toString())
          .get("mail")
          .items()
          .stream()
          .map(mail -> mail.text("task_id"))
          .filter(task -> !task.isEmpty())
          .reduce((_, newer) -> newer)
          .orElse(word);
    } catch (CliException refused) {
      return word; // no such mail, or a project without any: whoever is asked for the task says so
    }
  }

  private String project() {
    return (command instanceof ProjectCommand about
            ? about.project(here)
            : ProjectDirectory.from(here.directory()))
        .toString();
  }

  private static CliException ambiguous(String word, List<Json> found) {
    StringBuilder text = new StringBuilder("more than one id begins with " + word + ":");
    List<String> ids = new ArrayList<>();
    for (Json task : found) {
      ids.add(task.text("id"));
      text.append("\n  ").append(task.text("id")).append("  ").append(task.text("state"));
      text.append("  ").append(Text.oneLine(task.text("title"), TITLE));
    }
    return new CliException(
        ExitCode.USAGE,
        "id_ambiguous",
        text.toString(),
        Json.parse(Json.object().put("candidates", ids).toString()),
        "");
  }

  private String newest(String word, String which, boolean chain) {
    int place = which.equals("last") ? 1 : Integer.parseInt(which);
    String project = project();
    Json answer =
        here.daemon()
            .get(
                new Query(chain ? "/v1/chains" : "/v1/tasks")
                    .with("dir", project)
                    .with("limit", 1)
                    .with("offset", place - 1)
                    .toString());
    @Nullable String id =
        answer.get("items").items().stream()
            .map(found -> found.text(chain ? "chain_id" : "id"))
            .findFirst()
            .orElse(null);
    if (id == null) {
      String count = Text.count(answer.number("total"), chain ? "chain" : "task");
      throw notFound(chain, word + " is none: " + project + " has " + count);
    }
    return id;
  }

  private static CliException notFound(boolean chain, String message) {
    return new CliException(
        ExitCode.NOT_FOUND, chain ? "chain_not_found" : "task_not_found", message);
  }
}
