import sys,os
sys.path.insert(0,'.')
from run import run
import evil
T=sys.argv[1]; names=[a for a in sys.argv[2:] if not a.startswith('--')] or list(evil.C); fmts=['text','json'] 
for k in names:
    r,y=evil.C[k]
    os.makedirs('./e',exist_ok=True)
    open('e/r.regels','w').write(r); open('e/a.yaml','w').write(y)
    size=(len(r)+len(y))/1e6; row=[]; flag=''
    for f in fmts:
        rc,u,m,o=run(['sh','-c',f'exec {T} check e/a.yaml --ruleset e/r.regels --level never --format {f} | (head -c 300000000 | wc -c)'] ,timeout=40,keep=True) if False else run([T,'check','e/a.yaml','--ruleset','e/r.regels','--level','never','--format',f,'-o','e/out'],timeout=40,keep=False)
        try: n=os.path.getsize('e/out'); os.remove('e/out')
        except OSError: n=0
        row.append(f'{f}: rc {rc} {u:.2f}s {m:.0f}MB {n/1e6:.2f}MB out')
        if u>2.5: flag+=' SLOW'
        if m>20*size+30: flag+=' MEM'
    print(f'{k:20} {size:6.2f}MB '+' | '.join(row)+flag,flush=True)
