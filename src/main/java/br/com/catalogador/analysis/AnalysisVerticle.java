package br.com.catalogador.analysis;

import br.com.catalogador.analysis.message.Analyse;
import br.com.catalogador.analysis.message.Analysed;
import br.com.catalogador.analysis.message.Analysis;
import br.com.catalogador.bus.Bus;
import br.com.catalogador.stats.Summary;
import br.com.catalogador.strategy.Catalog;
import br.com.catalogador.strategy.Forming;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;

/** A worker that catalogues series; deployed once per thread of its pool. */
public final class AnalysisVerticle extends VerticleBase implements Analysis {

  /**
   * How to deploy the workers.
   *
   * @param workers how many, each with a thread of its own
   */
  public static DeploymentOptions deployment(int workers) {
    return new DeploymentOptions()
        .setThreadingModel(ThreadingModel.WORKER)
        .setWorkerPoolName("analysis")
        .setWorkerPoolSize(workers)
        .setInstances(workers);
  }

  @Override
  public Future<?> start() {
    return Bus.of(vertx).serve(ADDRESS, this).completion();
  }

  @Override
  public Future<Analysed> analyse(Analyse request) {
    Catalog catalog = Catalog.of(request.series(), request.settings());
    return Future.succeededFuture(
        new Analysed(
            request.settings(),
            catalog,
            Summary.of(catalog.rows(), request.settings().martingale(), request.stakes()),
            Forming.of(request.series(), request.settings()).orElse(null)));
  }
}
