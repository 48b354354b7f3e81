package dev.agentpool.rest;

import dev.agentpool.operation.Members;
import dev.agentpool.operation.Operation;
import dev.agentpool.operation.Route;
import dev.agentpool.request.Nothing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing the API does: how it is called, what it takes and gives, and who does it. The routes
 * and the OpenAPI document are both made of these, so neither can say what the other does not know.
 *
 * @param summary one line for people
 * @param takes the request's record
 * @param content the media type of a success
 * @param events of a stream
 * @param operation that it asks for, whose answer it gives; null for what is none
 */
record Endpoint(
    Route route,
    String summary,
    Class<? extends Record> takes,
    String content,
    List<Event> events,
    @Nullable Operation<?, ?> operation,
    Work work) {
  static final String JSON = "application/json";
  static final String EVENTS = "text/event-stream";

  /** Answers one call; what it throws becomes a problem. */
  interface Work {
    void answer(Call call) throws Exception;
  }

  /** Answers one call whose request was read. */
  interface Streaming<Q> {
    void answer(Call call, Q request) throws Exception;
  }

  /** An event of a stream and the record that its data is. */
  record Event(String name, Class<? extends Record> data) {}

  Endpoint {
    events = List.copyOf(events);
  }

  /** An operation, answered in JSON. */
  static Endpoint of(Operation<?, ?> operation) {
    return new Endpoint(
        operation.route(),
        operation.summary(),
        operation.takes(),
        JSON,
        List.of(),
        operation,
        call -> OperationRoutes.answer(operation, call));
  }

  /** An operation, answered in a way of its own. */
  static <Q extends Record> Endpoint of(Operation<Q, ?> operation, Streaming<Q> work) {
    return new Endpoint(
        operation.route(),
        operation.summary(),
        operation.takes(),
        JSON,
        List.of(),
        operation,
        call -> work.answer(call, OperationRoutes.request(operation, call)));
  }

  /** An answer that goes on. */
  static <Q extends Record> Endpoint stream(
      Route route, String summary, Class<Q> takes, Streaming<Q> work) {
    return new Endpoint(
        route,
        summary,
        takes,
        EVENTS,
        List.of(),
        null,
        call -> work.answer(call, RequestReader.request(route, takes, call)));
  }

  /** A text. */
  static Endpoint text(String path, String summary, String content, Work work) {
    return new Endpoint(Route.get(path), summary, Nothing.class, content, List.of(), null, work);
  }

  /** Answers a stream of events, one after another. */
  Endpoint streams(Event... each) {
    return new Endpoint(route, summary, takes, EVENTS, List.of(each), operation, work);
  }

  String method() {
    return route.method();
  }

  String path() {
    return route.path();
  }

  /** The names that may stand in the query. */
  List<String> queryNames() {
    List<String> names = new ArrayList<>();
    if (!route.hasBody()) {
      names.addAll(Members.of(takes).keySet());
      names.removeAll(route.inPath().values());
    }
    return names;
  }

  /** Its path with every variable in braces: in angle brackets one takes slashes too. */
  String template() {
    return path().replace('<', '{').replace('>', '}');
  }
}
