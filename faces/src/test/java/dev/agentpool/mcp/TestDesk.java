package dev.agentpool.mcp;

import dev.agentpool.mcp.McpTool.ToolHints;
import dev.agentpool.mcp.ToolCall.Cancellation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A desk whose tools do what a test needs; it tells what happened to them. */
final class TestDesk implements McpDesk {
  final @Nullable McpHello hello;
  final List<DeskListener> listeners = new CopyOnWriteArrayList<>();
  final BlockingQueue<String> blocked = new LinkedBlockingQueue<>();
  final BlockingQueue<Cancellation> cancelled = new LinkedBlockingQueue<>();
  final CountDownLatch release = new CountDownLatch(1);
  final AtomicInteger running = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();

  TestDesk(McpHello hello) {
    this.hello = hello;
  }

  TestDesk() {
    this.hello = null;
  }

  @Override
  public String name() {
    return "test";
  }

  @Override
  public String version() {
    return "7";
  }

  @Override
  public String instructions() {
    return "do as told";
  }

  @Override
  public List<McpTool> tools() {
    Map<String, Object> nothing = Map.of("type", "object");
    Map<String, Object> text =
        Map.of(
            "type",
            "object",
            "properties",
            Map.of("text", Map.of("type", "string"), "times", Map.of("type", "integer")),
            "required",
            List.of("text"));
    Map<String, Object> promised =
        Map.of(
            "type",
            "object",
            "properties",
            Map.of("sum", Map.of("type", "integer")),
            "required",
            List.of("sum"));
    return List.of(
        tool("echo", text, null, call -> ToolAnswer.text("" + call.arguments().get("text"))),
        tool("block", nothing, null, this::block),
        tool("count", nothing, null, TestDesk::count),
        tool("kept", nothing, promised, call -> ToolAnswer.of("3", Map.of("sum", 3))),
        tool("broken", nothing, promised, call -> ToolAnswer.of("paid for", Map.of("sum", "x"))),
        tool("list", nothing, null, call -> ToolAnswer.of("done", List.of(1))),
        tool(
            "crash",
            nothing,
            null,
            call -> {
              throw new StackOverflowError("too deep");
            }),
        tool(
            "fail",
            nothing,
            null,
            call -> {
              throw new java.io.IOException("the disk is full");
            }),
        tool(
            "refuse",
            nothing,
            null,
            call -> {
              throw new McpRefused("task not found: task-9");
            }));
  }

  private static McpTool tool(
      String name,
      Map<String, Object> input,
      @Nullable Map<String, Object> output,
      McpTool.ToolHandler handler) {
    return new McpTool(name, "The " + name, name + "s", input, output, ToolHints.WRITES, handler);
  }

  private ToolAnswer block(ToolCall call) throws InterruptedException {
    running.incrementAndGet();
    try {
      CountDownLatch woken = new CountDownLatch(1);
      call.onCancel(() -> {
        cancelled.add(call.cancellation().orElseThrow());
        woken.countDown();
      });
      Thread.ofVirtual()
          .start(() -> {
            try {
              release.await();
              woken.countDown();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      blocked.add("blocked");
      woken.await();
      return ToolAnswer.text("released");
    } finally {
      running.decrementAndGet();
    }
  }

  private static ToolAnswer count(ToolCall call) {
    for (int i = 1; i <= 3; i++) {
      call.progress(i, 3.0, "step " + i);
      call.progress(i, 3.0, "not more than before, so not told");
    }
    return ToolAnswer.text("counted");
  }

  @Override
  public List<McpResource> resources() {
    return List.of(
        new McpResource(
            "pool://status",
            "status",
            "Status",
            "of the pool",
            "application/json",
            uri -> new ResourceBody.Text(uri, "application/json", "{\"idle\":1}")));
  }

  @Override
  public List<McpResourceTemplate> templates() {
    return List.of(
        new McpResourceTemplate(
            "pool://slots/{id}",
            "slot",
            "Slot",
            "one slot",
            "text/plain",
            (uri, variables) -> {
              if (variables.get("id").equals("slot-9")) {
                throw new McpRefused("slot not found: slot-9");
              }
              return new ResourceBody.Text(uri, "text/plain", variables.get("id"));
            }));
  }

  @Override
  public List<McpPrompt> prompts() {
    return List.of(
        new McpPrompt(
            "review",
            "Review",
            "reviews",
            List.of(
                new McpPrompt.Argument("file", "which", true),
                new McpPrompt.Argument("focus", null, false)),
            said -> List.of(McpPrompt.Message.user("Review " + said.get("file")))));
  }

  @Override
  public Runnable listen(DeskListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public void close() {
    closed.incrementAndGet();
  }
}
