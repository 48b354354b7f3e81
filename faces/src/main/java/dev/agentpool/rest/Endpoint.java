package dev.agentpool.rest;

import dev.agentpool.operation.Members;
import dev.agentpool.operation.Operation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing the API does: how it is called, what it takes and gives, and who does it. The routes
 * and the OpenAPI document are both made of these, so neither can say what the other does not know.
 * Shapes are written as {@link ShapeText} reads them.
 *
 * @param path with its variables in braces, or in angle brackets when they may hold slashes
 * @param summary one line for people
 * @param query the members of a shape: what may stand in the query; {@code dir} may stand anywhere
 * @param request the type of the body; empty when there is none
 * @param answer the type of the body of a success; empty for none
 * @param content the media type of a success
 * @param accepted the type of the body of a 202 beside it; empty when there is none
 * @param events of a stream, each as {@code name: type of its data}
 * @param failures the statuses that a well-meant call may meet
 * @param operation that it asks for; then types and query are that one's, and not said here
 */
record Endpoint(
    String method,
    String path,
    String summary,
    List<String> query,
    String request,
    int status,
    String answer,
    String content,
    String accepted,
    List<String> events,
    List<Integer> failures,
    @Nullable Operation<?, ?> operation,
    Work work) {
  static final String JSON = "application/json";
  static final String EVENTS = "text/event-stream";

  /** Answers one call; what it throws becomes a problem. */
  interface Work {
    void answer(Call call) throws Exception;
  }

  Endpoint {
    query = List.copyOf(query);
    events = List.copyOf(events);
    failures = List.copyOf(failures);
  }

  static Endpoint get(String path, String summary, Work work) {
    return of("GET", path, summary, work);
  }

  static Endpoint post(String path, String summary, Work work) {
    return of("POST", path, summary, work);
  }

  static Endpoint put(String path, String summary, Work work) {
    return of("PUT", path, summary, work);
  }

  static Endpoint patch(String path, String summary, Work work) {
    return of("PATCH", path, summary, work);
  }

  static Endpoint delete(String path, String summary, Work work) {
    return of("DELETE", path, summary, work);
  }

  private static Endpoint of(String method, String path, String summary, Work work) {
    return new Endpoint(
        method, path, summary, List.of(), "", 200, "", JSON, "", List.of(), List.of(), null, work);
  }

  static Endpoint of(Operation<?, ?> operation) {
    var route = operation.route();
    return new Endpoint(
        route.method(),
        route.path(),
        operation.summary(),
        List.of(),
        "",
        route.status(),
        "",
        JSON,
        "",
        List.of(),
        route.failures(),
        operation,
        call -> OperationRoutes.answer(operation, call));
  }

  /** Answered in another way. */
  Endpoint does(Work other) {
    return new Endpoint(
        method, path, summary, query, request, status, answer, content, accepted, events, failures,
        operation, other);
  }

  /** The names that may stand in the query. */
  List<String> queryNames() {
    List<String> names = new ArrayList<>();
    query.forEach(line -> names.add(ShapeText.Member.read(line).name()));
    if (operation != null && !operation.route().hasBody()) {
      names.addAll(Members.of(operation.takes()).keySet());
      names.removeAll(operation.route().inPath().values());
    }
    return names;
  }

  /** What may stand in the query, each as {@code name?: type}. */
  Endpoint asks(String... members) {
    return new Endpoint(
        method,
        path,
        summary,
        List.of(members),
        request,
        status,
        answer,
        content,
        accepted,
        events,
        failures,
        operation,
        work);
  }

  Endpoint takes(String type) {
    return new Endpoint(
        method, path, summary, query, type, status, answer, content, accepted, events, failures,
        operation, work);
  }

  Endpoint gives(String type) {
    return gives(status, type);
  }

  Endpoint gives(int code, String type) {
    return new Endpoint(
        method, path, summary, query, request, code, type, content, accepted, events, failures,
        operation, work);
  }

  /** Answers something that is not JSON. */
  Endpoint as(String media) {
    return new Endpoint(
        method, path, summary, query, request, status, answer, media, accepted, events, failures,
        operation, work);
  }

  /** May also answer 202, for a call that does not wait. */
  Endpoint accepts(String type) {
    return new Endpoint(
        method, path, summary, query, request, status, answer, content, type, events, failures,
        operation, work);
  }

  /** Answers a stream of events, each as {@code name: type of its data}. */
  Endpoint streams(String... each) {
    return new Endpoint(
        method,
        path,
        summary,
        query,
        request,
        status,
        answer,
        EVENTS,
        accepted,
        List.of(each),
        failures,
        operation,
        work);
  }

  Endpoint fails(Integer... statuses) {
    return new Endpoint(
        method,
        path,
        summary,
        query,
        request,
        status,
        answer,
        content,
        accepted,
        events,
        List.of(statuses),
        operation,
        work);
  }

  /** Its path with every variable in braces: in angle brackets one takes slashes too. */
  String template() {
    return path.replace('<', '{').replace('>', '}');
  }

  /** The names of the variables in its path. */
  List<String> variables() {
    List<String> names = new ArrayList<>();
    for (String part : template().split("/")) {
      if (part.startsWith("{")) {
        names.add(part.substring(1, part.length() - 1));
      }
    }
    return names;
  }
}
