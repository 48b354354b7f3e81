package dev.agentpool.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Lists and calls the tools of a desk. */
final class ToolFace {
  private static final Logger LOG = LoggerFactory.getLogger(ToolFace.class);
  private final McpDesk desk;
  private final RunningCalls calls;
  private final ArgumentCheck check;
  private final McpJsonMapper json;
  private final ClientQuestions questions;

  ToolFace(McpDesk desk, RunningCalls calls, ArgumentCheck check, McpJsonMapper json) {
    this.desk = desk;
    this.calls = calls;
    this.check = check;
    this.json = json;
    this.questions = new ClientQuestions(json);
  }

  Mono<McpSchema.ListToolsResult> list(@Nullable Object params) {
    return Blocking.mono(
        "tools/list",
        Wire.INVALID_PARAMS,
        () -> {
          Params.refuseCursor(params);
          return McpSchema.ListToolsResult.builder(desk.tools().stream().map(Wire::tool).toList())
              .build();
        });
  }

  /** Registers the call before it returns; so a cancellation that comes next finds it. */
  Mono<McpSchema.CallToolResult> call(
      McpAsyncServerExchange exchange, @Nullable Object params, Object requestId) {
    McpSchema.CallToolRequest request =
        Params.read(json, params, McpSchema.CallToolRequest.class, "name");
    RunningCall call = new RunningCall(exchange, request, questions);
    calls.open(requestId, call);
    Mono<McpSchema.CallToolResult> answer =
        Mono.create(sink ->
            Thread.ofVirtual()
                .name("mcp-call " + request.name())
                .start(() -> run(call, request.name(), sink)));
    return answer.takeUntilOther(call.end());
  }

  private void run(RunningCall call, String name, MonoSink<McpSchema.CallToolResult> sink) {
    try {
      McpSchema.CallToolResult result = answer(tool(name), call);
      if (call.answered()) {
        sink.success(result);
      }
    } catch (McpError e) {
      if (call.answered()) {
        sink.error(e);
      }
    } catch (Throwable e) { // whatever it is, the client does not wait for ever
      LOG.error("{} failed in an unexpected way", name, e);
      if (call.answered()) {
        sink.success(Wire.answer(ToolAnswer.error("agentpool itself failed: " + e)));
      }
    }
  }

  private McpTool tool(String name) {
    List<McpTool> tools = desk.tools();
    for (McpTool tool : tools) {
      if (tool.name().equals(name)) {
        return tool;
      }
    }
    for (McpTool tool : desk.unlisted()) {
      if (tool.name().equals(name)) {
        return tool;
      }
    }
    throw Wire.error(
        Wire.INVALID_PARAMS,
        "there is no tool '"
            + Params.shown(name)
            + "' here"
            + Nearest.hint(name, tools.stream().map(McpTool::name).toList()));
  }

  private McpSchema.CallToolResult answer(McpTool tool, RunningCall call) {
    Optional<String> wrong = check.wrongArguments(tool, call.arguments());
    if (wrong.isPresent()) {
      return Wire.answer(held(tool, tool.wrong().told(wrong.get())));
    }
    ToolAnswer answer;
    try {
      answer = tool.handler().call(call);
    } catch (McpRefused e) {
      answer = ToolAnswer.error(String.valueOf(e.getMessage()));
    } catch (Exception e) {
      LOG.debug("{} failed", tool.name(), e);
      answer = ToolAnswer.error(e.getMessage() == null ? e.toString() : e.getMessage());
    }
    return Wire.answer(held(tool, answer));
  }

  /**
   * The answer with its data as JSON; an error that keeps the text when they are not as promised.
   */
  private ToolAnswer held(McpTool tool, ToolAnswer answer) {
    Object structured = answer.structured();
    Map<String, Object> schema = tool.outputSchema();
    if (structured == null) {
      return schema == null || answer.isError() ? answer : broken(tool, answer, "there is none");
    }
    JsonNode data;
    try {
      data = check.json(structured);
    } catch (JacksonException e) {
      return broken(tool, answer, "it cannot be written as JSON: " + e.getOriginalMessage());
    }
    if (!data.isObject()) {
      return broken(tool, answer, "it is no object");
    }
    Optional<String> wrong =
        schema == null || answer.isError() ? Optional.empty() : check.wrongAnswer(schema, data);
    return wrong.isPresent()
        ? broken(tool, answer, wrong.get())
        : new ToolAnswer(answer.text(), data, answer.isError(), answer.more(), answer.code());
  }

  private static ToolAnswer broken(McpTool tool, ToolAnswer answer, String why) {
    LOG.error("the structured answer of {} is not as promised: {}", tool.name(), why);
    String said =
        "agentpool itself failed: the work was done, but the structured answer of "
            + tool.name()
            + " is not as promised: "
            + why;
    return new ToolAnswer(answer.text(), null, true, List.of(new McpContent.Text(said)));
  }
}
