package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.loop.Commit;
import dev.loopkeeper.loop.Event;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.RolloutState;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.RetrainEvidence;
import dev.loopkeeper.retrain.RetrainPolicy;
import dev.loopkeeper.retrain.TrainingRequest;
import dev.loopkeeper.retrain.TrainingService;
import dev.loopkeeper.retrain.TrainingStatus;
import dev.loopkeeper.rollout.CanaryJudge;
import dev.loopkeeper.rollout.CanaryWindow;
import dev.loopkeeper.rollout.Endpoint;
import dev.loopkeeper.rollout.EndpointView;
import dev.loopkeeper.rollout.Judgement;
import dev.loopkeeper.rollout.TrafficSplit;
import dev.loopkeeper.rollout.VersionWindow;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The wrong protocols, each made by a port that reorders or leaves out. */
final class Mutants {
  private Mutants() {}

  /** The token is read when the shift is made: after the journal. */
  static final class JournalBeforeToken implements Mutant {
    @Override
    public Endpoint endpoint(Endpoint endpoint, Supplier<LoopState> truth) {
      return new EndpointWrapper(endpoint) {
        @Override
        public boolean shift(String name, TrafficSplit split, String token) {
          return super.shift(name, split, read(name).token());
        }
      };
    }
  }

  /** Nothing is shifted when the split looks right already, so that stale tokens stay good. */
  static final class NoFencingShift implements Mutant {
    @Override
    public Endpoint endpoint(Endpoint endpoint, Supplier<LoopState> truth) {
      return new EndpointWrapper(endpoint) {
        @Override
        public boolean shift(String name, TrafficSplit split, String token) {
          return read(name).split().equals(Optional.of(split)) || super.shift(name, split, token);
        }
      };
    }
  }

  /** Messages are all there is. */
  static final class NoSweep implements Mutant {
    @Override
    public boolean sweeps() {
      return false;
    }
  }

  /** A split that went astray is put right only while a rollback is on its way. */
  static final class RepairsOnlyRollbacks implements Mutant {
    @Override
    public Endpoint endpoint(Endpoint endpoint, Supplier<LoopState> truth) {
      return new EndpointWrapper(endpoint) {
        @Override
        public boolean shift(String name, TrafficSplit split, String token) {
          LoopState state = truth.get();
          boolean repair = state.serving().settled() && !(state.serving().rollout() instanceof RolloutState.RollingBack);
          return repair || super.shift(name, split, token);
        }
      };
    }
  }

  /** A promotion does not wait for the bake. */
  static final class NoBake implements Mutant {
    @Override
    public CanaryJudge judge(CanaryJudge judge) {
      return new CanaryJudge() {
        @Override
        public Judgement judgeStep(List<CanaryWindow> ledger, LoopConfig.Rollout terms, Instant stepSince, Instant now) {
          return judge.judgeStep(ledger, terms, stepSince, now);
        }

        @Override
        public Judgement judgeBake(
            List<CanaryWindow> canary, List<VersionWindow> bake, LoopConfig.Rollout terms, Instant since, Instant now) {
          return new Judgement(Judgement.Action.PROMOTE, "enough", Map.of());
        }
      };
    }
  }

  /** A step does not wait at all. */
  static final class NoDwell implements Mutant {
    @Override
    public CanaryJudge judge(CanaryJudge judge) {
      return new CanaryJudge() {
        @Override
        public Judgement judgeStep(List<CanaryWindow> ledger, LoopConfig.Rollout terms, Instant stepSince, Instant now) {
          return new Judgement(Judgement.Action.PROMOTE, "enough", Map.of());
        }

        @Override
        public Judgement judgeBake(
            List<CanaryWindow> canary, List<VersionWindow> bake, LoopConfig.Rollout terms, Instant since, Instant now) {
          return judge.judgeBake(canary, bake, terms, since, now);
        }
      };
    }
  }

  /** The budget is looked at as if nothing were set aside or spent. */
  static final class ForgetsReservations implements Mutant {
    @Override
    public RetrainPolicy policy(RetrainPolicy policy) {
      return (e, terms, now) -> policy.decide(new RetrainEvidence(
          e.freshRows(), e.immatureRows(), e.freshBatches(), e.newestBatch(), e.rowsPerBatch(), e.championSince(), e.championLoss(),
          e.championSeen(), e.trainedRows(), e.lastClaim(), e.trainingActive(), e.failuresInARow(), e.quality(), e.price(), Money.zero("USD"),
          e.drift(), e.forced()), terms, now);
    }
  }

  /** Pending markers go when a run is prepared, not when it has succeeded. */
  static final class PendingGoesBeforeSuccess implements Mutant {
    @Override
    public ObjectStore store(ObjectStore store) {
      return new StoreWrapper(store) {
        @Override
        public boolean putIfAbsent(String key, byte[] body) {
          boolean created = super.putIfAbsent(key, body);
          if (key.endsWith("/request.json")) {
            Json.read(body, TrainingRequest.class, key).batches().forEach(b -> delete(Layout.pending(Terms.MODEL, b.id())));
          }
          return created;
        }
      };
    }
  }

  /** A batch is named by the delivery of its event, not by its content. */
  static final class BatchNamedByDelivery implements Mutant {
    @Override
    public String objectVersion(String version, int delivery) {
      return version + "-" + delivery;
    }

    @Override
    public ObjectStore store(ObjectStore store) {
      return new StoreWrapper(store) {
        private final Map<String, String> told = new HashMap<>();

        @Override
        public Optional<ObjectInfo> stat(String key) {
          if (!key.startsWith("data/")) {
            return super.stat(key);
          }
          return super.stat(key).map(o -> new ObjectInfo(key, told.getOrDefault(key, o.version()), o.size()));
        }
      };
    }
  }

  /** A batch counts as ingested before it is marked as pending. */
  static final class RecordBeforeMarker implements Mutant {
    @Override
    public ObjectStore store(ObjectStore store) {
      return new StoreWrapper(store) {
        private final Map<String, byte[]> markers = new HashMap<>();

        @Override
        public boolean putIfAbsent(String key, byte[] body) {
          if (key.startsWith("pending/")) {
            markers.put(key.substring(key.lastIndexOf('/') + 1), body);
            return true;
          }
          boolean created = super.putIfAbsent(key, body);
          if (key.startsWith("batches/")) {
            String id = key.substring(key.lastIndexOf('/') + 1).replace(".json", "");
            byte[] marker = markers.remove(id);
            if (marker != null) {
              super.putIfAbsent(Layout.pending(Terms.MODEL, id), marker);
            }
          }
          return created;
        }
      };
    }
  }

  /** A delivery is marked before it is made. */
  static final class MarksBeforeDelivery implements Mutant {
    @Override
    public ObjectStore store(ObjectStore store) {
      return new StoreWrapper(store) {
        @Override
        public Optional<ObjectInfo> stat(String key) {
          Optional<ObjectInfo> found = super.stat(key);
          if (key.startsWith("sent/") && found.isEmpty()) {
            super.putIfAbsent(key, new byte[] {'1'});
          }
          return found;
        }
      };
    }
  }

  /** A confirmation holds for whatever state it meets: the number that binds it to its own is replaced by the newest. */
  static final class LateConfirmation implements Mutant {
    @Override
    public ObjectStore store(ObjectStore store) {
      return new StoreWrapper(store) {
        @Override
        public boolean putIfAbsent(String key, byte[] body) {
          boolean created = super.putIfAbsent(key, body);
          // A commit of a shift is repeated on the next place, as a handler does that decides once and never again.
          if (!created && key.startsWith("journal/")) {
            Commit commit = Json.read(body, Commit.class, key);
            long seq = Long.parseLong(key.substring(key.lastIndexOf('/') + 1, key.lastIndexOf('.')));
            boolean shift = commit.events().stream().anyMatch((Event e) -> e instanceof dev.loopkeeper.loop.RolloutEvent);
            if (shift) {
              super.putIfAbsent(Layout.commit(Terms.MODEL, seq + 1), body);
            }
          }
          return created;
        }
      };
    }
  }

  /** Wake-ups are never written. */
  static final class WakeUpsAreLost implements Mutant {
    @Override
    public ObjectStore store(ObjectStore store) {
      return new StoreWrapper(store) {
        @Override
        public void put(String key, byte[] body) {
          if (!key.startsWith(Layout.WAKE_UPS)) {
            super.put(key, body);
          }
        }
      };
    }
  }

  /** A lost race is taken for a success. */
  static final class OverwritesCommits implements Mutant {
    @Override
    public ObjectStore store(ObjectStore store) {
      return new StoreWrapper(store) {
        @Override
        public boolean putIfAbsent(String key, byte[] body) {
          return super.putIfAbsent(key, body) || key.startsWith("journal/");
        }
      };
    }
  }

  /** A version is removed as soon as another one takes all the traffic. */
  static final class UndeploysEverythingIdle implements Mutant {
    @Override
    public Endpoint endpoint(Endpoint endpoint, Supplier<LoopState> truth) {
      return new EndpointWrapper(endpoint) {
        @Override
        public boolean shift(String name, TrafficSplit split, String token) {
          boolean done = super.shift(name, split, token);
          EndpointView view = read(name);
          if (done && split.weights().size() == 1) {
            view.deployments().keySet().stream().filter(v -> split.weight(v) == 0)
                .filter(v -> view.split().map(s -> s.weight(v) == 0).orElse(false)).forEach(v -> undeploy(name, v));
          }
          return done;
        }
      };
    }
  }

  /** Every submit starts a job of its own, and the last one counts. */
  static final class NewAttemptIdEachTime implements Mutant {
    @Override
    public TrainingService training(TrainingService service) {
      return new TrainingService() {
        private int submits;

        @Override
        public String submit(String model, String runId, int attempt, String requestKey) {
          return service.submit(model, runId, attempt + 1_000 * ++submits, requestKey);
        }

        @Override
        public TrainingStatus status(String model, String runId, int attempt) {
          return service.status(model, runId, attempt + 1_000 * submits);
        }

        @Override
        public void cancel(String model, String runId, int attempt) {
          service.cancel(model, runId, attempt + 1_000 * submits);
        }
      };
    }
  }

  /** One's own commit after a lost answer is taken for another's. */
  static final class OwnCommitIsAConflict implements Mutant {
    @Override
    public ObjectStore store(ObjectStore store) {
      return new StoreWrapper(store) {
        private String refused = "";

        @Override
        public boolean putIfAbsent(String key, byte[] body) {
          boolean created = super.putIfAbsent(key, body);
          refused = !created && key.startsWith("journal/") ? key : refused;
          return created;
        }

        @Override
        public Optional<byte[]> get(String key) {
          boolean hidden = key.equals(refused);
          refused = "";
          return hidden ? Optional.empty() : super.get(key);
        }
      };
    }
  }
}
