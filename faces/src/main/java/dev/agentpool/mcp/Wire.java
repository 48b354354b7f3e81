package dev.agentpool.mcp;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** From the seam's words to those of the SDK. */
final class Wire {
  /** Where programs find the code of a refusal in an answer\'s {@code _meta}. */
  static final String CODE = "agentpool/code";

  /** The longest message taken from a client, in bytes. */
  static final int LONGEST_MESSAGE = Intake.MOST_BYTES;

  static final int PARSE_ERROR = McpSchema.ErrorCodes.PARSE_ERROR;
  static final int INVALID_REQUEST = McpSchema.ErrorCodes.INVALID_REQUEST;
  static final int INVALID_PARAMS = McpSchema.ErrorCodes.INVALID_PARAMS;
  static final int INTERNAL_ERROR = McpSchema.ErrorCodes.INTERNAL_ERROR;

  private Wire() {}

  /** Reads and writes the SDK's messages. */
  static McpJsonMapper mapper() {
    SimpleModule errors = new SimpleModule();
    errors.addSerializer(McpError.class, new ErrorAsResponse());
    return new JacksonMcpJsonMapper(
        JsonMapper.builder(
                JsonFactory.builder().streamReadConstraints(Intake.constraints()).build())
            .addModule(errors)
            .addMixIn(McpSchema.ElicitFormRequest.class, ModeOnce.class)
            .build());
  }

  /** The SDK writes a question's mode twice, as property and as type, which Jackson refuses. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NONE)
  private interface ModeOnce {}

  static McpError error(int code, String message) {
    return McpError.builder(code).message(message).build();
  }

  static McpSchema.Tool tool(McpTool tool) {
    McpTool.ToolHints hints = tool.hints();
    McpSchema.Tool.Builder wire =
        McpSchema.Tool.builder(tool.name(), tool.inputSchema())
            .title(tool.title())
            .description(tool.description())
            .annotations(
                McpSchema.ToolAnnotations.builder()
                    .title(tool.title())
                    .readOnlyHint(hints.readOnly())
                    .idempotentHint(hints.idempotent())
                    .destructiveHint(hints.destructive())
                    .openWorldHint(hints.openWorld())
                    .build());
    if (tool.outputSchema() != null) {
      wire.outputSchema(tool.outputSchema());
    }
    return wire.build();
  }

  static McpSchema.CallToolResult answer(ToolAnswer answer) {
    List<McpSchema.Content> content = new ArrayList<>();
    if (!answer.text().isEmpty() || answer.more().isEmpty()) {
      content.add(text(answer.text()));
    }
    answer.more().forEach(piece -> content.add(content(piece)));
    @Nullable Map<String, Object> meta =
        answer.code().isEmpty() ? null : Map.of(CODE, answer.code());
    return new McpSchema.CallToolResult(content, answer.isError(), answer.structured(), meta);
  }

  static McpSchema.TextContent text(String text) {
    return McpSchema.TextContent.builder(text).build();
  }

  static McpSchema.Content content(McpContent content) {
    return switch (content) {
      case McpContent.Text(String text) -> text(text);
      case McpContent.Image(String data, String type) ->
          McpSchema.ImageContent.builder(data, type).build();
      case McpContent.Audio(String data, String type) ->
          McpSchema.AudioContent.builder(data, type).build();
      case McpContent.Embedded(ResourceBody body) ->
          McpSchema.EmbeddedResource.builder(body(body)).build();
    };
  }

  static McpSchema.ResourceContents body(ResourceBody body) {
    return switch (body) {
      case ResourceBody.Text(String uri, String type, String text) ->
          McpSchema.TextResourceContents.builder(uri, text).mimeType(type).build();
      case ResourceBody.Binary(String uri, String type, String base64) ->
          McpSchema.BlobResourceContents.builder(uri, base64).mimeType(type).build();
    };
  }

  static McpSchema.Resource resource(McpResource resource) {
    return McpSchema.Resource.builder(resource.uri(), resource.name())
        .title(resource.title())
        .description(resource.description())
        .mimeType(resource.mimeType())
        .build();
  }

  static McpSchema.ResourceTemplate template(McpResourceTemplate template) {
    return McpSchema.ResourceTemplate.builder(template.uriTemplate(), template.name())
        .title(template.title())
        .description(template.description())
        .mimeType(template.mimeType())
        .build();
  }

  static McpSchema.Prompt prompt(McpPrompt prompt) {
    List<McpSchema.PromptArgument> arguments =
        prompt.arguments().stream().map(Wire::argument).toList();
    McpSchema.Prompt.Builder wire = McpSchema.Prompt.builder(prompt.name()).arguments(arguments);
    if (prompt.title() != null) {
      wire.title(prompt.title());
    }
    if (prompt.description() != null) {
      wire.description(prompt.description());
    }
    return wire.build();
  }

  private static McpSchema.PromptArgument argument(McpPrompt.Argument argument) {
    McpSchema.PromptArgument.Builder wire =
        McpSchema.PromptArgument.builder(argument.name()).required(argument.required());
    String description = argument.description();
    return description == null ? wire.build() : wire.description(description).build();
  }

  static McpSchema.PromptMessage message(McpPrompt.Message message) {
    McpSchema.Role role = message.byAssistant() ? McpSchema.Role.ASSISTANT : McpSchema.Role.USER;
    return McpSchema.PromptMessage.builder(role, content(message.content())).build();
  }

  /**
   * An error that no request has, as JSON-RPC says. The SDK has no type for it, and its servlet
   * would write the exception as it is: with its stack trace.
   */
  private static final class ErrorAsResponse extends ValueSerializer<McpError> {
    @Override
    public void serialize(McpError error, JsonGenerator json, SerializationContext context) {
      json.writeStartObject();
      json.writeStringProperty("jsonrpc", McpSchema.JSONRPC_VERSION);
      json.writeNullProperty("id");
      json.writeObjectPropertyStart("error");
      json.writeNumberProperty("code", error.getJsonRpcError().code());
      json.writeStringProperty("message", error.getJsonRpcError().message());
      json.writeEndObject();
      json.writeEndObject();
    }
  }
}
