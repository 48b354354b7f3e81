package dev.agentpool.operation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How HTTP asks for an operation.
 *
 * @param path with its variables in braces, or in angle brackets when they may hold slashes
 * @param variables the request's member that each variable of the path is, where it has another
 *     name
 * @param status of a success
 * @param failures the statuses that a well-meant call may meet
 */
public record Route(
    String method, String path, Map<String, String> variables, int status, List<Integer> failures) {
  private static final Pattern VARIABLE = Pattern.compile("[{<]([a-z_]+)[}>]");

  public Route {
    variables = Map.copyOf(variables);
    failures = List.copyOf(failures);
  }

  public static Route get(String path) {
    return new Route("GET", path, Map.of(), 200, List.of(400));
  }

  public static Route post(String path) {
    return new Route("POST", path, Map.of(), 200, List.of(400));
  }

  public static Route put(String path) {
    return new Route("PUT", path, Map.of(), 200, List.of(400));
  }

  public static Route patch(String path) {
    return new Route("PATCH", path, Map.of(), 200, List.of(400));
  }

  public static Route delete(String path) {
    return new Route("DELETE", path, Map.of(), 200, List.of(400));
  }

  /** With a variable of the path that is another member of the request. */
  public Route with(String variable, String member) {
    Map<String, String> more = new LinkedHashMap<>(variables);
    more.put(variable, member);
    return new Route(method, path, more, status, failures);
  }

  public Route status(int code) {
    return new Route(method, path, variables, code, failures);
  }

  public Route fails(Integer... statuses) {
    return new Route(method, path, variables, status, List.of(statuses));
  }

  /** Whether the rest of the request is its body; else it is its query. */
  public boolean hasBody() {
    return !method.equals("GET") && !method.equals("DELETE");
  }

  /** The request's member that a part of the path is; null for a word of the path itself. */
  public @Nullable String member(String part) {
    Matcher found = VARIABLE.matcher(part);
    return found.matches() ? variables.getOrDefault(found.group(1), found.group(1)) : null;
  }

  /** The request's members that stand in the path, by the names of their variables, in order. */
  public Map<String, String> inPath() {
    Map<String, String> members = new LinkedHashMap<>();
    Matcher found = VARIABLE.matcher(path);
    while (found.find()) {
      members.put(found.group(1), variables.getOrDefault(found.group(1), found.group(1)));
    }
    return members;
  }
}
