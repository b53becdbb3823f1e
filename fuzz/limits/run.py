#!/usr/bin/env python3
"""run.py cmd... : rc, user seconds, peak MB, output bytes"""
import os,resource,subprocess,sys,time
def run(args,timeout=60,keep=False):
    t=time.time()
    p=subprocess.Popen(args,stdout=subprocess.PIPE if keep else subprocess.DEVNULL,stderr=subprocess.STDOUT if keep else subprocess.DEVNULL, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS,(8<<30,8<<30)))
    import threading
    timer=threading.Timer(timeout,p.kill); timer.start()
    out=p.stdout.read() if keep else b''
    _,st,ru=os.wait4(p.pid,0); timer.cancel()
    rc=os.waitstatus_to_exitcode(st)
    return rc,ru.ru_utime,ru.ru_maxrss/1024,out
if __name__=='__main__':
    rc,u,m,o=run(sys.argv[1:],keep=True)
    print(f'rc {rc} user {u:.2f}s peak {m:.0f} MB out {len(o)}')
