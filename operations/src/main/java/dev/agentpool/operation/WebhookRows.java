package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.Deliveries;
import dev.agentpool.answer.Delivery;
import dev.agentpool.answer.NewWebhook;
import dev.agentpool.answer.Webhook;
import dev.agentpool.request.Nothing;
import dev.agentpool.request.WebhookName;
import dev.agentpool.request.WebhookRequest;
import dev.agentpool.webhook.WebhookEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who is told of what happens (docs/webhooks.md). */
final class WebhookRows {
  private static final String ALL = "/v1/webhooks";
  private static final String ONE = ALL + "/{id}";
  private static final String MEMBER = "webhook_id";

  public static final Operation<Nothing, List<Webhook>> LIST =
      named("webhook.list", "A pool's webhooks, oldest first")
          .takes(Nothing.class)
          .givesList(Webhook.class)
          .at(Route.get(ALL))
          .does((asking, _) ->
              asking.webhooks().list(asking.standing().id()).stream()
                  .map(WebhookRows::told)
                  .toList());

  public static final Operation<WebhookRequest, NewWebhook> ADD =
      named("webhook.add", "Has events sent to an address from now on")
          .takes(WebhookRequest.class)
          .gives(NewWebhook.class)
          .at(Route.post(ALL).status(201))
          .does(WebhookRows::add);

  public static final Operation<WebhookName, Done> REMOVE =
      named("webhook.remove", "Forgets a webhook, and what it has not sent yet")
          .takes(WebhookName.class)
          .givesNothing()
          .at(Route.delete(ONE).with("id", MEMBER).status(204).fails(400, 404))
          .does((asking, named) -> {
            asking.webhooks().remove(asking.standing().id(), named.webhookId());
            return Done.DONE;
          });

  public static final Operation<WebhookName, Deliveries> DELIVERIES =
      named("webhook.deliveries", "The last 100 tries, newest first")
          .takes(WebhookName.class)
          .gives(Deliveries.class)
          .at(Route.get(ONE + "/deliveries").with("id", MEMBER).fails(400, 404))
          .does((asking, named) ->
              new Deliveries(
                  asking.webhooks().deliveries(asking.standing().id(), named.webhookId()).stream()
                      .map(WebhookRows::told)
                      .toList()));

  public static final Operation<WebhookName, Delivery> TEST =
      named("webhook.test", "Sends an event named test now, once")
          .takes(WebhookName.class)
          .gives(Delivery.class)
          .at(Route.post(ONE + "/test").with("id", MEMBER).fails(400, 404))
          .does((asking, named) ->
              told(asking.webhooks().test(asking.standing().id(), named.webhookId())));

  private WebhookRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(LIST, ADD, REMOVE, DELIVERIES, TEST);
  }

  private static NewWebhook add(Asking asking, WebhookRequest request) {
    var made =
        asking
            .webhooks()
            .add(
                asking.standing().id(),
                request.url(),
                request.events(),
                request.secret().orElse(null));
    Webhook told = told(made);
    return new NewWebhook(
        told.id(), told.url(), told.events(), told.createdAt(), told.disabled(), made.secret());
  }

  private static Webhook told(dev.agentpool.webhook.Webhook webhook) {
    return new Webhook(
        webhook.id(),
        webhook.url().toString(),
        webhook.sortedEvents().stream().map(WebhookEvent::wireName).toList(),
        webhook.created(),
        Optional.ofNullable(webhook.disabled()));
  }

  private static Delivery told(dev.agentpool.webhook.Delivery delivery) {
    return new Delivery(
        delivery.id(),
        delivery.event(),
        delivery.attempt(),
        delivery.at(),
        Duration.ofMillis(delivery.durationMillis()),
        Optional.ofNullable(delivery.status()),
        delivery.delivered(),
        Optional.ofNullable(delivery.error()),
        delivery.isLast());
  }
}
