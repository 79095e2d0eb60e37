package com.scaiwave.admin.bench.rows;

import com.scaiwave.admin.bench.bed.Bed;
import com.scaiwave.admin.bench.bed.Settings;
import com.scaiwave.admin.bench.load.HttpLoad;
import com.scaiwave.admin.bench.load.HttpLoad.Group;
import java.net.URI;
import java.time.Duration;

/** A server that is measured over HTTP, and its traffic. */
record Doors(URI door, Traffic traffic, Settings settings) {
    private static final int FIRST_CLIENTS = 32;
    private static final int FEW_CLIENTS = 2;

    static Doors ofProduct(Bed bed) {
        return of(bed.product().door(), bed);
    }

    static Doors ofCrud(Bed bed) {
        return of(bed.crud().door(), bed);
    }

    /**
     * Configures each tenant, and warms a new server up until it has compiled most of the code that
     * it runs.
     */
    private static Doors of(URI door, Bed bed) {
        Doors doors = new Doors(door, new Traffic(door, bed.product().tenants()), bed.settings());
        if (bed.isNew(door)) {
            bed.say("warming " + door);
            HttpLoad load = new HttpLoad(door);
            load.closed(doors.traffic.writers(FIRST_CLIENTS));
            load.run(Duration.ZERO, bed.settings().beginning(), 1);
            HttpLoad reads = new HttpLoad(door);
            reads.closed(doors.traffic.readers(FIRST_CLIENTS));
            reads.run(Duration.ZERO, bed.settings().beginning().dividedBy(4), 1);
        }
        return doors;
    }

    /**
     * A few clients write to all tenants in turn for a while. A log that was filled directly has no
     * snapshots; this makes them, as writes through the server would have done.
     */
    void writeAround() {
        HttpLoad load = new HttpLoad(door);
        load.closed(traffic.writers(FEW_CLIENTS));
        load.run(Duration.ZERO, settings.beginning(), 1);
    }

    /** Clients that write as fast as they get answers. */
    Group write(int clients) {
        HttpLoad load = new HttpLoad(door);
        Group writers = load.closed(traffic.writers(clients));
        run(load);
        return writers;
    }

    /** Clients that write at this rate together. */
    Group pacedWrite(int clients, double perSecond) {
        HttpLoad load = new HttpLoad(door);
        Group writers = load.paced(traffic.writers(clients), perSecond);
        run(load);
        return writers;
    }

    /** Clients that read as fast as they get answers, while others write at this rate. */
    Group read(int clients, int writers, double writesPerSecond) {
        HttpLoad load = new HttpLoad(door);
        Group readers = load.closed(traffic.readers(clients));
        load.paced(traffic.writers(writers), writesPerSecond);
        run(load);
        return readers;
    }

    private void run(HttpLoad load) {
        load.run(settings.warmUp(), settings.counted(), settings.tolerated());
    }
}
