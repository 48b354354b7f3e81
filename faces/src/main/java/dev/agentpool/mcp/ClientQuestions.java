package dev.agentpool.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Questions to the client in the middle of a call. */
final class ClientQuestions {
  private final McpJsonMapper json;

  ClientQuestions(McpJsonMapper json) {
    this.json = json;
  }

  Map<String, Object> ask(
      McpAsyncServerExchange exchange,
      String method,
      Map<String, Object> params,
      Mono<Void> cancelled) {
    Mono<?> question =
        switch (method) {
          case McpSchema.METHOD_ELICITATION_CREATE ->
              exchange.createElicitation(
                  json.convertValue(params, McpSchema.ElicitFormRequest.class));
          case McpSchema.METHOD_SAMPLING_CREATE_MESSAGE ->
              exchange.createMessage(
                  json.convertValue(params, McpSchema.CreateMessageRequest.class));
          default -> throw new IllegalArgumentException("clients are not asked for " + method);
        };
    @Nullable Object answer;
    try {
      answer = question.takeUntilOther(cancelled.then(Mono.just(true))).block();
    } catch (RuntimeException e) {
      throw new McpRefused("the client did not answer " + method + ": " + e.getMessage());
    }
    if (answer == null) {
      throw new McpRefused("the call was cancelled before the client answered " + method);
    }
    return json.convertValue(answer, new TypeRef<Map<String, Object>>() {});
  }
}
