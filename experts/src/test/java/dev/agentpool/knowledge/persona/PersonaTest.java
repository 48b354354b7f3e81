package dev.agentpool.knowledge.persona;

import static dev.agentpool.knowledge.KnowledgeFile.STATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.expert.ExpertName;
import dev.agentpool.expert.ExpertPlace;
import dev.agentpool.expert.PoolLayout;
import dev.agentpool.expert.Role;
import dev.agentpool.knowledge.ExpertStores;
import dev.agentpool.knowledge.Handwriting;
import dev.agentpool.knowledge.Origin;
import dev.agentpool.knowledge.Source;
import dev.agentpool.knowledge.curation.CurationState;
import dev.agentpool.knowledge.persona.Seeding.SeedMail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PersonaTest {
  private static final Instant NOW = Instant.parse("2026-04-01T14:32:00Z");
  @TempDir Path temp;
  private ExpertPlace place;
  private ExpertStores stores;

  @BeforeEach
  void expert() {
    place = layout().place(new ExpertName("auth"));
    stores = ExpertStores.of(place, Handwriting.PERSONS);
  }

  private PoolLayout layout() {
    return new PoolLayout(temp.resolve("pool"), temp.resolve("user"));
  }

  private Optional<SeedMail> first(boolean wanted) {
    return Seeding.first(place, stores, "/work/shop", wanted, "pool", NOW);
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void everyRoleHasAnIdentityThatIsShortEnoughForEveryPrompt(Role role) {
    assertThat(ShippedWords.identity(role).length()).isBetween(500, 3_500);
    assertThat(ShippedWords.identity(role.expert())).startsWith("# ");
  }

  @Test
  void anExpertIsWhomItsOwnFileSays() {
    assertThat(ShippedWords.identity(new ExpertName("auth"))).isEmpty();
    assertThat(ShippedWords.protocol()).contains("`update_state`", "`signal_handoff`");
  }

  @Test
  void anExpertThatKnowsNothingIsSeededBeforeItsFirstWork() {
    SeedMail mail = first(true).orElseThrow();
    assertThat(mail.id()).isEqualTo("seed-auth-1775053920000");
    assertThat(CurationState.isCare(mail.id())).isTrue();
    assertThat(mail.body())
        .contains(
            "**Target Expert:** auth", "/work/shop", "`write_expert_state`", "no identity yet");
  }

  @Test
  void itIsAskedOnceAlsoOfManyAtOnce() throws Exception {
    List<Callable<Optional<SeedMail>>> work = Collections.nCopies(8, () -> first(true));
    int asked = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Optional<SeedMail>> done : threads.invokeAll(work)) {
        asked += done.get().isPresent() ? 1 : 0;
      }
    }
    assertThat(asked).isEqualTo(1);
    assertThat(first(true)).isEmpty();
    assertThat(Seeding.mail(place, stores, "", NOW).body())
        .contains("the directory that you work in");
  }

  @Test
  void whatWasAskedForIsKnownByItsIdAndItsPoolAndWhetherItWasPosted() {
    assertThat(Seeding.asked(place)).isEmpty();
    SeedMail mail = first(true).orElseThrow();
    Seeding.Asked asked = Seeding.asked(place).orElseThrow();
    assertThat(asked).isEqualTo(new Seeding.Asked(mail.id(), "pool", false));
    assertThat(Seeding.again(asked, place, stores, "/work/shop", NOW.plusSeconds(9)))
        .isEqualTo(mail);
    Seeding.posted(place);
    assertThat(Seeding.asked(place)).contains(new Seeding.Asked(mail.id(), "pool", true));
  }

  @Test
  void whoKnowsSomethingOrWhereAPersonDoesNotWantItIsNotSeeded() {
    assertThat(first(false)).isEmpty();
    stores.own().replace(STATE, "tokens", Origin.of("auth", "task-1", NOW, Source.TOOL));
    assertThat(first(true)).isEmpty();
    ExpertPlace architect = layout().place(Role.ARCHITECT.expert());
    assertThat(
            Seeding.first(
                architect, ExpertStores.of(architect, Handwriting.PERSONS), "", true, "pool", NOW))
        .isEmpty();
  }

  @Test
  void theSeedOfASharedExpertHasItsIdentity() throws IOException {
    ExpertPlace shared = layout().sharedPlace(new ExpertName("style"));
    Files.createDirectories(shared.knowledge());
    Files.writeString(shared.identity(), "I keep the style.\n");
    ExpertStores both = ExpertStores.of(shared, Handwriting.PERSONS);
    assertThat(Seeding.first(shared, both, "", true, "pool", NOW).orElseThrow().body())
        .contains("This is who it is:\n\nI keep the style.\n");
  }

  @Test
  void aFileThatCannotBeReadIsNotTakenForNothing() throws IOException {
    Files.createDirectories(place.knowledge());
    Files.write(place.state(), new byte[] {(byte) 0xff});
    assertThat(first(true)).isEmpty();
  }
}
