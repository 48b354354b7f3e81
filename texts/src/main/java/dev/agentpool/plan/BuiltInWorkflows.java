package dev.agentpool.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The workflows that come with agentpool: the resources {@code workflows/NAME.yaml}, for each line
 * of {@code workflows/index}. A further one is a file and its line there.
 */
final class BuiltInWorkflows {
  private BuiltInWorkflows() {}

  static List<Workflow> read() {
    List<Workflow> workflows = new ArrayList<>();
    for (String name : resource("index").lines().map(String::strip).toList()) {
      if (!name.isEmpty()) {
        workflows.add(WorkflowReader.read(resource(name + ".yaml"), WorkflowFormat.YAML));
      }
    }
    return workflows;
  }

  private static String resource(String name) {
    try (InputStream in = BuiltInWorkflows.class.getResourceAsStream("/workflows/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the image has no workflows/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
