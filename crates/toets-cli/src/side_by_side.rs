//! Doing the same work on many things at once, with the results in the order of the things.

use std::sync::Mutex;

/// Works on every item, on as many threads as the machine has cores.
pub(crate) fn map<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = cores.min(items.len());
    if threads <= 1 {
        return items.into_iter().map(work).collect();
    }
    let queue = Mutex::new(items.into_iter().enumerate());
    let one_by_one = || {
        let mut done: Vec<(usize, R)> = Vec::new();
        loop {
            // A thread that dies holds no lock: it dies at work, not at the queue.
            let next = queue.lock().ok().and_then(|mut q| q.next());
            let Some((at, item)) = next else { return done };
            done.push((at, work(item)));
        }
    };
    let mut all: Vec<(usize, R)> = std::thread::scope(|scope| {
        // This thread works too: what it frees is there for what comes after, and what another one frees often is not.
        let handles: Vec<_> = (1..threads).map(|_| scope.spawn(one_by_one)).collect();
        let mut all = one_by_one();
        let ends = handles.into_iter().map(|h| h.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault)));
        all.extend(ends.flatten());
        all
    });
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn results_stand_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..1000).collect();
        let squares = super::map(items.clone(), |n| n * n);
        assert_eq!(squares, items.iter().map(|n| n * n).collect::<Vec<_>>());
    }
}
