package dev.agentpool.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.util.DefaultMcpUriTemplateManager;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Lists and reads the resources of a desk, and takes subscriptions. */
final class ResourceFace {
  private static final int NOT_FOUND = McpSchema.ErrorCodes.RESOURCE_NOT_FOUND;
  private final McpDesk desk;
  private final Notices notices;
  private final McpJsonMapper json;

  ResourceFace(McpDesk desk, Notices notices, McpJsonMapper json) {
    this.desk = desk;
    this.notices = notices;
    this.json = json;
  }

  Mono<McpSchema.ListResourcesResult> list(@Nullable Object params) {
    return Blocking.mono(
        "resources/list",
        Wire.INVALID_PARAMS,
        () -> {
          Params.refuseCursor(params);
          return McpSchema.ListResourcesResult.builder(
                  desk.resources().stream().map(Wire::resource).toList())
              .build();
        });
  }

  Mono<McpSchema.ListResourceTemplatesResult> templates(@Nullable Object params) {
    return Blocking.mono(
        "resources/templates/list",
        Wire.INVALID_PARAMS,
        () -> {
          Params.refuseCursor(params);
          return McpSchema.ListResourceTemplatesResult.builder(
                  desk.templates().stream().map(Wire::template).toList())
              .build();
        });
  }

  Mono<McpSchema.ReadResourceResult> read(@Nullable Object params) {
    String uri = Params.read(json, params, McpSchema.ReadResourceRequest.class, "uri").uri();
    return Blocking.mono(
        "resources/read",
        NOT_FOUND,
        () ->
            McpSchema.ReadResourceResult.builder(List.of(Wire.body(find(uri).read(uri)))).build());
  }

  Mono<Object> subscribe(@Nullable Object params) {
    String uri = Params.read(json, params, McpSchema.SubscribeRequest.class, "uri").uri();
    return Blocking.mono(
        "resources/subscribe",
        NOT_FOUND,
        () -> {
          find(uri);
          notices.subscribe(uri);
          return Map.of();
        });
  }

  Mono<Object> unsubscribe(@Nullable Object params) {
    notices.unsubscribe(Params.read(json, params, McpSchema.UnsubscribeRequest.class, "uri").uri());
    return Mono.just(Map.of());
  }

  private McpResource.Reader find(String uri) {
    for (McpResource resource : desk.resources()) {
      if (resource.uri().equals(uri)) {
        return resource.reader();
      }
    }
    for (McpResourceTemplate template : desk.templates()) {
      DefaultMcpUriTemplateManager form = new DefaultMcpUriTemplateManager(template.uriTemplate());
      if (form.matches(uri)) {
        Map<String, String> variables = decoded(uri, form.extractVariableValues(uri));
        return address -> template.reader().read(address, variables);
      }
    }
    throw new McpError(
        new McpSchema.JSONRPCResponse.JSONRPCError(
            NOT_FOUND, "there is no resource " + Params.shown(uri), Map.of("uri", uri)));
  }

  private static Map<String, String> decoded(String uri, Map<String, String> raw) {
    Map<String, String> variables = new HashMap<>();
    try {
      raw.forEach((name, value) ->
          variables.put(
              name, URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      throw new McpRefused(
          "the resource's address " + Params.shown(uri) + " is broken: " + e.getMessage());
    }
    return Map.copyOf(variables);
  }
}
