import subprocess,glob,sys,json,os
old,new=sys.argv[1:3]; os.chdir(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
files=sorted(glob.glob('examples/**/*.y*ml',recursive=True))+sorted(glob.glob('tests/fixtures/explain/**/*.y*ml',recursive=True))
fm=['text','plain','markdown','csv','html','sarif','junit','tap','github','gitlab']
env={k:v for k,v in os.environ.items() if k not in('LANG','TOETS_LANG')}
def run(b,a):
    r=subprocess.run([b]+a,capture_output=True,env=env); return r.returncode,r.stdout,r.stderr
def jclean(b):
    d=json.loads(b)
    d['receipt']['options'].pop('explain',None)
    return d
def strip(d):
    for k in('expressions','facts'): d.pop(k,None)
    for f in d['findings']:
        for k in('trace','decides','what_if','why_not'): f.pop(k,None)
    return d
def noempty(d):
    for k in('expressions','facts'):
        if not d.get(k): d.pop(k,None)
    for f in d['findings']:
        for k in('trace','decides','what_if','why_not'):
            if not f.get(k) : f.pop(k,None)
    return d
bad=n=0
for f in files:
    jobs=[['check',f,'--date','2026-11-20','--level','never','--format',x] for x in fm]+[['check',f,'--date','2026-11-20','--level','never','--explain','alles','--depth','volledig','--lang','en'],['fix',f],['report',f]]
    for a in jobs:
        n+=1; x,y=run(old,a),run(new,a)
        if x!=y: bad+=1; print('DIFF',a)
    a=['check',f,'--date','2026-11-20','--level','never','--format','json']
    x,y,z=run(old,a),run(new,a),run(new,a+['--explain','alles'])
    if not x[1]: 
        if x!=y: bad+=1;print('DIFF',a)
        continue
    try:
        if strip(jclean(x[1]))!=jclean(y[1]): bad+=1;print('DIFF json plain',f)
        if noempty(jclean(x[1]))!=jclean(z[1]): bad+=1;print('DIFF json explain',f)
    except Exception as e: bad+=1;print('ERR',f,e)
    n+=2
print(len(files),'files',n,'runs',bad,'different')
