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
    Endpoint document =
        Endpoint.get(
                "/openapi.json",
                "This document",
                call -> call.answer(OpenApi.of(groups, api.house().facts().version())))
            .gives("object");
    Endpoint versioned =
        Endpoint.get("/v1/openapi.json", document.summary(), document.work()).gives("object");
    return List.of(
        document,
        versioned,
        Endpoint.get("/health", "Whether it serves", DocumentRoutes::health).as("text/plain"));
  }

  private static void health(Call call) {
    call.http().contentType("text/plain").result("ok");
  }

  @Override
  public String shapes() {
    return """
    Problem:
      type: text # urn:agentpool:error: and the code with dashes
      title: text
      status: integer
      detail: text # what, where and what to do
      code: text # stable, lower case with underscores
      results?: [object] # of a fan-out in which a task failed: every task's outcome
    """;
  }
}
