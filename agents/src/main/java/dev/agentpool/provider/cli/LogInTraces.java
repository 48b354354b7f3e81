package dev.agentpool.provider.cli;

import dev.agentpool.session.LogIn;
import dev.agentpool.session.SessionSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What shows that a CLI is logged in. Nothing is opened: a variable is set or not, a file is there
 * or not.
 *
 * @param variables each of which is a log-in
 * @param files each of which is one; in the home of agents, {@code ${VARIABLE:OTHERWISE}/…} where a
 *     variable names the folder
 * @param unclear files and variables that may hold one
 */
public record LogInTraces(List<String> variables, List<String> files, List<String> unclear) {
  private static final Pattern FOLDER = Pattern.compile("\\$\\{(\\w+):([^}]*)}(/.*)?");
  public static final Set<String> MEMBERS = Set.of("variables", "files", "unclear");

  public LogInTraces {
    variables = List.copyOf(variables);
    files = List.copyOf(files);
    unclear = List.copyOf(unclear);
  }

  /** As a table of data says. */
  public static LogInTraces of(DataTable table) {
    table.only(MEMBERS);
    return new LogInTraces(table.texts("variables"), table.texts("files"), table.texts("unclear"));
  }

  public LogIn of(SessionSpec spec) {
    Map<String, String> environment = spec.environment();
    for (String name : variables) {
      if (!environment.getOrDefault(name, "").isBlank()) {
        return new LogIn(LogIn.State.LOGGED_IN, name + " is set");
      }
    }
    Optional<String> file = files.stream().filter(one -> isThere(one, environment)).findFirst();
    if (file.isPresent()) {
      return new LogIn(LogIn.State.LOGGED_IN, shown(file.get()) + " is there");
    }
    Optional<String> perhaps = unclear.stream().filter(one -> hints(one, environment)).findFirst();
    if (perhaps.isPresent()) {
      return new LogIn(LogIn.State.UNKNOWN, shown(perhaps.get()) + " may hold one");
    }
    return variables.isEmpty() && files.isEmpty()
        ? LogIn.UNKNOWN
        : new LogIn(
            LogIn.State.LOGGED_OUT, "none of its variables is set and no file of its is there");
  }

  private static boolean hints(String one, Map<String, String> environment) {
    return one.matches("[A-Z][A-Z_]+")
        ? !environment.getOrDefault(one, "").isBlank()
        : isThere(one, environment);
  }

  private static boolean isThere(String file, Map<String, String> environment) {
    Path home = Path.of(environment.getOrDefault("HOME", "/"));
    Matcher named = FOLDER.matcher(file);
    if (!named.matches()) {
      return Files.exists(home.resolve(file));
    }
    String folder = environment.getOrDefault(named.group(1), "");
    String rest = named.group(3) == null ? "" : named.group(3);
    return Files.exists(home.resolve((folder.isEmpty() ? named.group(2) : folder) + rest));
  }

  private static String shown(String file) {
    Matcher named = FOLDER.matcher(file);
    return !named.matches()
        ? file.matches("[A-Z][A-Z_]+") ? file : "~/" + file
        : "~/" + named.group(2) + (named.group(3) == null ? "" : named.group(3));
  }
}
