package dev.agentpool.mcp;

import dev.agentpool.mcp.McpTool.ToolHints;
import dev.agentpool.mcp.ToolCall.LogLevel;
import java.util.List;
import java.util.Map;

/** What the conformance suite of MCP expects a server to offer. */
final class ConformanceDesk implements McpDesk {
  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5E"
          + "rkJggg==";
  private static final String WAV = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=";
  private static final Map<String, Object> NO_ARGUMENTS = Map.of("type", "object");

  @Override
  public String name() {
    return "conformance";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public String instructions() {
    return "Only for tests.";
  }

  private static McpTool tool(String name, McpTool.ToolHandler handler) {
    return tool(name, NO_ARGUMENTS, handler);
  }

  private static McpTool tool(
      String name, Map<String, Object> schema, McpTool.ToolHandler handler) {
    return new McpTool(name, name, "what the suite wants", schema, null, ToolHints.READS, handler);
  }

  private static Map<String, Object> one(String argument) {
    return Map.of(
        "type",
        "object",
        "properties",
        Map.of(argument, Map.of("type", "string")),
        "required",
        List.of(argument));
  }

  private static ToolAnswer content(McpContent... content) {
    return new ToolAnswer("", null, false, List.of(content));
  }

  @Override
  public List<McpTool> tools() {
    return List.of(
        tool(
            "test_simple_text",
            call -> ToolAnswer.text("This is a simple text response for testing.")),
        tool("test_image_content", call -> content(new McpContent.Image(PNG, "image/png"))),
        tool("test_audio_content", call -> content(new McpContent.Audio(WAV, "audio/wav"))),
        tool(
            "test_embedded_resource",
            call ->
                content(
                    embedded(
                        "test://embedded-resource",
                        "text/plain",
                        "This is an embedded resource content."))),
        tool(
            "test_multiple_content_types",
            call ->
                content(
                    new McpContent.Text("Multiple content types test:"),
                    new McpContent.Image(PNG, "image/png"),
                    embedded(
                        "test://mixed-content-resource",
                        "application/json",
                        "{\"test\":\"data\",\"value\":123}"))),
        tool("test_tool_with_logging", ConformanceDesk::logs),
        tool(
            "test_error_handling",
            call -> {
              throw new IllegalStateException(
                  "This tool intentionally returns an error for testing");
            }),
        tool("test_tool_with_progress", ConformanceDesk::progresses),
        tool("test_sampling", one("prompt"), ConformanceDesk::samples),
        tool("test_elicitation", one("message"), ConformanceDesk::elicits),
        tool("test_elicitation_sep1034_defaults", call -> asks(call, ElicitationSchemas.DEFAULTS)),
        tool("test_elicitation_sep1330_enums", call -> asks(call, ElicitationSchemas.ENUMS)),
        tool(
            "json_schema_2020_12_tool",
            ElicitationSchemas.DRAFT_2020,
            call -> ToolAnswer.text("ok")),
        tool("test_reconnection", call -> ToolAnswer.text("Reconnection test completed")));
  }

  private static McpContent embedded(String uri, String type, String text) {
    return new McpContent.Embedded(new ResourceBody.Text(uri, type, text));
  }

  private static ToolAnswer logs(ToolCall call) {
    call.log(LogLevel.INFO, "Tool execution started");
    call.log(LogLevel.INFO, "Tool processing data");
    call.log(LogLevel.INFO, "Tool execution completed");
    return ToolAnswer.text("Tool with logging executed successfully");
  }

  private static ToolAnswer progresses(ToolCall call) {
    call.progress(0, 100.0, "begun");
    call.progress(50, 100.0, "half");
    call.progress(100, 100.0, "done");
    return ToolAnswer.text("Tool with progress executed successfully");
  }

  private static ToolAnswer samples(ToolCall call) {
    Map<String, Object> answer =
        call.askClient(
            "sampling/createMessage",
            Map.of(
                "messages",
                List.of(
                    Map.of(
                        "role",
                        "user",
                        "content",
                        Map.of("type", "text", "text", call.arguments().get("prompt")))),
                "maxTokens",
                100));
    return ToolAnswer.text("LLM response: " + ((Map<?, ?>) answer.get("content")).get("text"));
  }

  private static ToolAnswer elicits(ToolCall call) {
    Map<String, Object> answer =
        call.askClient(
            "elicitation/create",
            Map.of(
                "message",
                call.arguments().get("message"),
                "requestedSchema",
                ElicitationSchemas.USER));
    return ToolAnswer.text("User response: " + answer);
  }

  private static ToolAnswer asks(ToolCall call, Map<String, Object> schema) {
    Map<String, Object> answer =
        call.askClient(
            "elicitation/create", Map.of("message", "Please fill in", "requestedSchema", schema));
    return ToolAnswer.text(
        "Elicitation completed: action="
            + answer.get("action")
            + ", content="
            + answer.get("content"));
  }

  @Override
  public List<McpResource> resources() {
    return List.of(
        new McpResource(
            "test://static-text",
            "static-text",
            "Static text",
            "text",
            "text/plain",
            uri ->
                new ResourceBody.Text(
                    uri, "text/plain", "This is the content of the static text resource.")),
        new McpResource(
            "test://static-binary",
            "static-binary",
            "Static binary",
            "a picture",
            "image/png",
            uri -> new ResourceBody.Binary(uri, "image/png", PNG)),
        new McpResource(
            "test://watched-resource",
            "watched-resource",
            "Watched",
            "changes",
            "text/plain",
            uri -> new ResourceBody.Text(uri, "text/plain", "watched")));
  }

  @Override
  public List<McpResourceTemplate> templates() {
    return List.of(
        new McpResourceTemplate(
            "test://template/{id}/data",
            "template",
            "Template",
            "by id",
            "application/json",
            (uri, variables) ->
                new ResourceBody.Text(
                    uri,
                    "application/json",
                    "{\"id\":\"%s\",\"templateTest\":true,\"data\":\"Data for ID: %s\"}"
                        .formatted(variables.get("id"), variables.get("id")))));
  }

  @Override
  public List<McpPrompt> prompts() {
    return List.of(
        new McpPrompt(
            "test_simple_prompt",
            "Simple",
            "simple",
            List.of(),
            said -> List.of(McpPrompt.Message.user("This is a simple prompt for testing."))),
        new McpPrompt(
            "test_prompt_with_arguments",
            "Arguments",
            "with arguments",
            List.of(
                new McpPrompt.Argument("arg1", "First test argument", true),
                new McpPrompt.Argument("arg2", "Second test argument", true)),
            said ->
                List.of(
                    McpPrompt.Message.user(
                        "Prompt with arguments: arg1='%s', arg2='%s'"
                            .formatted(said.get("arg1"), said.get("arg2"))))),
        new McpPrompt(
            "test_prompt_with_embedded_resource",
            "Embedded",
            "with a resource",
            List.of(new McpPrompt.Argument("resourceUri", "URI of the resource to embed", true)),
            said ->
                List.of(
                    new McpPrompt.Message(
                        false,
                        embedded(
                            said.get("resourceUri"),
                            "text/plain",
                            "Embedded resource content for testing.")),
                    McpPrompt.Message.user("Please process the embedded resource above."))),
        new McpPrompt(
            "test_prompt_with_image",
            "Image",
            "with an image",
            List.of(),
            said ->
                List.of(
                    new McpPrompt.Message(false, new McpContent.Image(PNG, "image/png")),
                    McpPrompt.Message.user("Please analyze the image above."))));
  }

  @Override
  public List<String> complete(McpCompletion asked) {
    return List.of("paris", "park", "party").stream()
        .filter(city -> city.startsWith(asked.typed()))
        .toList();
  }
}
