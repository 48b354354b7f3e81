package dev.agentpool.rest;

import java.util.List;

/** What the API says about itself, and whether it serves. */
final class DocumentRoutes implements RouteGroup {
  private final Api api;
  private final List<RouteGroup> groups;

  /**
   * @param groups all there are, this one among them
   */
  DocumentRoutes(Api api, List<RouteGroup> groups) {
    this.api = api;
    this.groups = groups;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        document("/openapi.json"),
        document("/v1/openapi.json"),
        Endpoint.text("/health", "Whether it serves", "text/plain", DocumentRoutes::health));
  }

  private Endpoint document(String path) {
    return Endpoint.text(
        path,
        "This document",
        Endpoint.JSON,
        call -> call.answer(OpenApi.of(groups, api.house().facts().version())));
  }

  private static void health(Call call) {
    call.http().contentType("text/plain").result("ok");
  }
}
