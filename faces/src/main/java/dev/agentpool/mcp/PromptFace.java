package dev.agentpool.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Lists, renders and completes the prompts of a desk. */
final class PromptFace {
  private static final int MOST_COMPLETIONS = 100;
  private final McpDesk desk;
  private final McpJsonMapper json;

  PromptFace(McpDesk desk, McpJsonMapper json) {
    this.desk = desk;
    this.json = json;
  }

  Mono<McpSchema.ListPromptsResult> list(@Nullable Object params) {
    return Blocking.mono(
        "prompts/list",
        Wire.INVALID_PARAMS,
        () -> {
          Params.refuseCursor(params);
          return McpSchema.ListPromptsResult.builder(
                  desk.prompts().stream().map(Wire::prompt).toList())
              .build();
        });
  }

  Mono<McpSchema.GetPromptResult> get(@Nullable Object params) {
    McpSchema.GetPromptRequest request =
        Params.read(json, params, McpSchema.GetPromptRequest.class, "name");
    return Blocking.mono(
        "prompts/get",
        Wire.INVALID_PARAMS,
        () -> {
          McpPrompt prompt = find(request.name());
          List<McpPrompt.Message> messages =
              prompt.getter().get(arguments(prompt, request.arguments()));
          McpSchema.GetPromptResult.Builder result =
              McpSchema.GetPromptResult.builder(messages.stream().map(Wire::message).toList());
          if (prompt.description() != null) {
            result.description(prompt.description());
          }
          return result.build();
        });
  }

  private McpPrompt find(String name) {
    List<McpPrompt> prompts = desk.prompts();
    for (McpPrompt prompt : prompts) {
      if (prompt.name().equals(name)) {
        return prompt;
      }
    }
    throw new McpRefused(
        "there is no prompt '"
            + Params.shown(name)
            + "'"
            + Nearest.hint(name, prompts.stream().map(McpPrompt::name).toList()));
  }

  private static Map<String, String> arguments(
      McpPrompt prompt, @Nullable Map<String, Object> given) {
    Map<String, String> arguments = new LinkedHashMap<>();
    List<String> known = prompt.arguments().stream().map(McpPrompt.Argument::name).toList();
    if (given != null) {
      given.forEach((name, value) -> {
        if (!known.contains(name)) {
          throw new McpRefused(
              "the prompt '"
                  + prompt.name()
                  + "' has no argument '"
                  + Params.shown(name)
                  + "'"
                  + Nearest.hint(name, known));
        }
        arguments.put(name, String.valueOf(value));
      });
    }
    for (McpPrompt.Argument argument : prompt.arguments()) {
      if (argument.required() && !arguments.containsKey(argument.name())) {
        throw new McpRefused(
            "the prompt '" + prompt.name() + "' needs the argument '" + argument.name() + "'");
      }
    }
    return arguments;
  }

  Mono<McpSchema.CompleteResult> complete(@Nullable Object params) {
    McpDesk.McpCompletion asked = asked(params);
    return Blocking.mono(
        "completion/complete",
        Wire.INVALID_PARAMS,
        () -> {
          List<String> all = desk.complete(asked);
          List<String> first = all.subList(0, Math.min(all.size(), MOST_COMPLETIONS));
          return new McpSchema.CompleteResult(
              new McpSchema.CompleteResult.CompleteCompletion(
                  first, all.size(), first.size() < all.size()));
        });
  }

  private static McpDesk.McpCompletion asked(@Nullable Object params) {
    if (params instanceof Map<?, ?> map
        && map.get("ref") instanceof Map<?, ?> ref
        && map.get("argument") instanceof Map<?, ?> argument
        && argument.get("name") instanceof String name
        && argument.get("value") instanceof String typed) {
      boolean ofPrompt = "ref/prompt".equals(ref.get("type"));
      Object of = ref.get(ofPrompt ? "name" : "uri");
      if (of instanceof String text && (ofPrompt || "ref/resource".equals(ref.get("type")))) {
        return new McpDesk.McpCompletion(ofPrompt, text, name, typed);
      }
    }
    throw Wire.error(
        Wire.INVALID_PARAMS,
        "a completion needs a ref (ref/prompt with name, or ref/resource with uri) and an argument"
            + " with name and value");
  }
}
