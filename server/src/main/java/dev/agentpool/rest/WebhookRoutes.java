package dev.agentpool.rest;

import dev.agentpool.pool.PoolId;
import dev.agentpool.webhook.Webhook;
import dev.agentpool.webhook.WebhookEvent;
import dev.agentpool.webhook.Webhooks;
import dev.agentpool.wire.Shapes;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Who is told of what happens (docs/webhooks.md). */
final class WebhookRoutes implements RouteGroup {
  private final Webhooks webhooks;

  WebhookRoutes(Api api) {
    this.webhooks = api.outside().webhooks();
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/v1/webhooks", "A pool's webhooks, oldest first", this::list)
            .gives("[Webhook]")
            .fails(400),
        Endpoint.post("/v1/webhooks", "Has events sent to an address from now on", this::add)
            .takes("WebhookRequest")
            .gives(201, "NewWebhook")
            .fails(400),
        Endpoint.delete(
                "/v1/webhooks/{id}",
                "Forgets a webhook, and what it has not sent yet",
                this::remove)
            .gives(204, "")
            .fails(400, 404),
        Endpoint.get(
                "/v1/webhooks/{id}/deliveries",
                "The last 100 tries, newest first",
                this::deliveries)
            .gives("Deliveries")
            .fails(400, 404),
        Endpoint.post("/v1/webhooks/{id}/test", "Sends an event named test now, once", this::test)
            .gives("Delivery")
            .fails(400, 404));
  }

  @Override
  public String shapes() {
    return """
    Webhook:
      id: text
      url: text
      events: [text]
      created_at_ms: integer
      disabled: text|null # why nothing is sent any more
    NewWebhook:
      ...Webhook
      secret: text # signs every delivery; shown this once
    WebhookRequest!:
      url: text # http or https, on the public internet unless the user opened its origin
      events?: [text] # none for all
      secret?: text # 16 to 256 characters; one is made when there is none
      dir?: text
    Delivery:
      delivery_id: text # the same in every try of the same event
      event: text
      attempt: integer
      at_ms: integer
      duration_ms: integer
      status: integer|null # of the answer
      delivered: boolean
      error: text|null
      last: boolean # whether no other try follows
    Deliveries:
      items: [Delivery]
    """;
  }

  private static PoolId pool(Call call) {
    return call.pool().id();
  }

  private void list(Call call) {
    ArrayNode items = Shapes.array();
    for (Webhook webhook : webhooks.list(pool(call))) {
      items.add(shape(webhook));
    }
    call.answer(items);
  }

  private void add(Call call) {
    Body body = call.body();
    String url = body.text("url");
    List<String> events = body.texts("events");
    String secret = body.textOrNull("secret");
    call.nothingElse();
    Webhook webhook = webhooks.add(pool(call), url, events, secret);
    call.answer(201, shape(webhook).put("secret", webhook.secret()));
  }

  private void remove(Call call) throws InterruptedException {
    webhooks.remove(pool(call), call.path("id"));
    call.empty();
  }

  private void deliveries(Call call) {
    ArrayNode items = Shapes.array();
    webhooks
        .deliveries(pool(call), call.path("id"))
        .forEach(delivery -> items.add(delivery.shape()));
    ObjectNode answer = Shapes.object();
    answer.set("items", items);
    call.answer(answer);
  }

  private void test(Call call) throws InterruptedException {
    call.nothingElse();
    call.answer(webhooks.test(pool(call), call.path("id")).shape());
  }

  private static ObjectNode shape(Webhook webhook) {
    ObjectNode node = Shapes.object().put("id", webhook.id()).put("url", webhook.url().toString());
    node.set(
        "events",
        Shapes.texts(webhook.sortedEvents().stream().map(WebhookEvent::wireName).toList()));
    Shapes.time(node, "created_at_ms", webhook.created());
    return node.put("disabled", webhook.disabled());
  }
}
